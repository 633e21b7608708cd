import type { FunctionDefMessage } from "../protobuf/messages.ts";
import { decodeAttributes, encodeAttributes } from "./attr-value.ts";
import type { FunctionDef } from "./graph.ts";
import { decodeNode, encodeNode } from "./node-def.ts";
import { decodeOpDef, encodeOpDef } from "./op-def.ts";

export function encodeFunctionDef(definition: FunctionDef): FunctionDefMessage {
  return {
    signature: encodeOpDef(definition.signature),
    attr: encodeAttributes(definition.attr),
    nodeDef: definition.nodeDef.map(encodeNode),
    ret: definition.ret,
    controlRet: definition.controlRet,
  };
}

export function decodeFunctionDef(message: FunctionDefMessage): FunctionDef {
  const attr = decodeAttributes(message.attr);
  const controlRet = { ...message.controlRet };
  return {
    signature: decodeOpDef(message.signature ?? {}),
    nodeDef: (message.nodeDef ?? []).map(decodeNode),
    ret: { ...message.ret },
    ...(Object.keys(controlRet).length > 0 && { controlRet }),
    ...(Object.keys(attr).length > 0 && { attr }),
  };
}
