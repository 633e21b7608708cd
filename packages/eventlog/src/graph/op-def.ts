import { fromWireInt64, toWireInt64 } from "../protobuf/int64.ts";
import type { ArgDefMessage, AttrDefMessage, OpDefMessage } from "../protobuf/messages.ts";
import { dataTypeName, dataTypeNumber } from "../tensor/data-type.ts";
import { decodeAttrValue, encodeAttrValue } from "./attr-value.ts";
import type { ArgDef, OpAttrDef, OpDef } from "./graph.ts";

export function encodeOpDef(op: OpDef): OpDefMessage {
  return {
    ...op,
    inputArg: op.inputArg?.map(encodeArg),
    outputArg: op.outputArg?.map(encodeArg),
    attr: op.attr?.map(encodeAttr),
  };
}

export function decodeOpDef(message: OpDefMessage): OpDef {
  return {
    name: message.name ?? "",
    ...(message.inputArg?.length && { inputArg: message.inputArg.map(decodeArg) }),
    ...(message.outputArg?.length && { outputArg: message.outputArg.map(decodeArg) }),
    ...(message.controlOutput?.length && { controlOutput: message.controlOutput }),
    ...(message.attr?.length && { attr: message.attr.map(decodeAttr) }),
    ...(message.summary && { summary: message.summary }),
    ...(message.description && { description: message.description }),
    ...(message.isCommutative && { isCommutative: true }),
    ...(message.isAggregate && { isAggregate: true }),
    ...(message.isStateful && { isStateful: true }),
  };
}

function encodeArg(arg: ArgDef): ArgDefMessage {
  return { ...arg, type: arg.type && dataTypeNumber(arg.type) };
}

function decodeArg(message: ArgDefMessage): ArgDef {
  return {
    name: message.name ?? "",
    ...(message.description && { description: message.description }),
    ...(message.type && { type: dataTypeName(message.type) }),
    ...(message.typeAttr && { typeAttr: message.typeAttr }),
    ...(message.numberAttr && { numberAttr: message.numberAttr }),
    ...(message.typeListAttr && { typeListAttr: message.typeListAttr }),
    ...(message.isRef && { isRef: true }),
  };
}

function encodeAttr({ defaultValue, minimum, allowedValues, ...rest }: OpAttrDef): AttrDefMessage {
  return {
    ...rest,
    defaultValue: defaultValue && encodeAttrValue(defaultValue),
    hasMinimum: minimum !== undefined,
    minimum: minimum === undefined ? undefined : toWireInt64(minimum),
    allowedValues: allowedValues && encodeAttrValue(allowedValues),
  };
}

function decodeAttr(message: AttrDefMessage): OpAttrDef {
  return {
    name: message.name ?? "",
    type: message.type ?? "",
    ...(message.description && { description: message.description }),
    ...(message.defaultValue && { defaultValue: decodeAttrValue(message.defaultValue) }),
    ...(message.hasMinimum && { minimum: fromWireInt64(message.minimum) }),
    ...(message.allowedValues && { allowedValues: decodeAttrValue(message.allowedValues) }),
  };
}
