import { InvalidEventError, MalformedMessageError } from "../errors.ts";
import type { TensorMessage } from "../protobuf/messages.ts";
import { dataTypeName, dataTypeNumber } from "./data-type.ts";
import { type ElementType, elementType } from "./element-type.ts";
import { decodeShape, elementCount, encodeShape } from "./shape.ts";
import type { Tensor, TensorValues } from "./tensor.ts";

/** A shape may claim any size for one repeated element; beyond this many the claim is refused. */
const MOST_REPEATED = 2 ** 24;

/**
 * A tensor as a TensorProto, with numbers in `tensor_content`.
 *
 * @throws InvalidEventError when the shape and the number of elements disagree
 */
export function encodeTensor({ dtype, shape, values }: Tensor): TensorMessage {
  const element = elementType(dtype);
  const count = elementCount(shape);
  if (count === undefined || count * (element?.cells ?? 1) !== values.length) {
    const given = `${values.length} elements for shape [${shape?.join(", ") ?? "unknown"}]`;
    throw new InvalidEventError(`a ${dtype} tensor has ${given}`);
  }
  const head = { dtype: dataTypeNumber(dtype), tensorShape: encodeShape(shape) };
  if (dtype === "DT_STRING") return { ...head, stringVal: values as readonly Uint8Array[] };
  return { ...head, tensorContent: contentOf(dtype, values) };
}

/**
 * A TensorProto's elements, from `tensor_content` or from the type's own field, where the last element
 * stands for all that follow.
 *
 * @throws MalformedMessageError when shape and content disagree
 */
export function decodeTensor(message: TensorMessage): Tensor {
  const dtype = dataTypeName(message.dtype);
  const shape = decodeShape(message.tensorShape);
  const element = elementType(dtype);
  if (element === undefined) return { dtype, shape, values: message.stringVal ?? [] };
  const count = elementCount(shape);
  if (count === undefined) {
    throw new MalformedMessageError(`a tensor's shape [${shape?.join(", ") ?? ""}] has no size`);
  }
  return { dtype, shape, values: elementsOf(message, element, count) };
}

function elementsOf(message: TensorMessage, element: ElementType, count: number): TensorValues {
  const content = message.tensorContent ?? new Uint8Array();
  if (content.length > 0) {
    if (content.length === count * element.bytes) return element.fromContent(copyOf(content));
    const stated = `${count} elements of ${element.bytes} bytes`;
    throw new MalformedMessageError(`a tensor of ${stated} has ${content.length} bytes of content`);
  }
  return repeatLast(element.fromField(message), element, count * element.cells);
}

function repeatLast(
  given: readonly (number | bigint | boolean)[],
  element: ElementType,
  cells: number,
): TensorValues {
  if (given.length > cells || cells - given.length > MOST_REPEATED) {
    throw new MalformedMessageError(`a tensor of ${cells} elements is given ${given.length}`);
  }
  const values = element.allocate(cells);
  const zero = values instanceof BigInt64Array || values instanceof BigUint64Array ? 0n : 0;
  const last = given.at(-1) ?? zero;
  for (let i = 0; i < cells; i++) {
    const value = i < given.length ? (given[i] ?? zero) : last;
    values[i] = typeof value === "boolean" ? Number(value) : value;
  }
  return values;
}

function contentOf(dtype: string, values: TensorValues): Uint8Array {
  if (dtype === "DT_HALF" || dtype === "DT_BFLOAT16") {
    throw new InvalidEventError(`a ${dtype} tensor can be read but not written; use DT_FLOAT`);
  }
  if (ArrayBuffer.isView(values)) {
    return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  }
  if (dtype === "DT_BOOL") return Uint8Array.from(values as readonly boolean[], Number);
  throw new InvalidEventError(`a ${dtype} tensor needs its elements in a typed array`);
}

// A typed array needs its own buffer, aligned; and a view would keep the whole file's chunk in memory.
function copyOf(bytes: Uint8Array): ArrayBuffer {
  const copy = new ArrayBuffer(bytes.length);
  new Uint8Array(copy).set(bytes);
  return copy;
}
