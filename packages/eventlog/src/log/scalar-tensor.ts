import { LENGTH_DELIMITED, type WireCursor } from "../protobuf/cursor.ts";

const DT_FLOAT = 1;
const DT_DOUBLE = 2;

/** The one number of a DT_FLOAT or DT_DOUBLE tensor; `undefined` for tensors of other types or more elements. */
export function scalarOfTensor(
  cursor: WireCursor,
  chunk: Uint8Array,
  start: number,
  end: number,
): number | undefined {
  let dtype = 0;
  let bytes = 0;
  let value: number | undefined;
  cursor.reset(chunk, start, end);
  while (cursor.next()) {
    const { field, wireType } = cursor;
    if (field === 1 && wireType === 0) dtype = cursor.varint();
    else if (field === 5 && wireType === 5) {
      value = cursor.float();
      bytes = 4;
    } else if (field === 6 && wireType === 1) {
      value = cursor.double();
      bytes = 8;
    } else if (isPacked(field) && wireType === LENGTH_DELIMITED) {
      bytes = cursor.length();
      if (bytes === 4) value = cursor.float();
      else if (bytes === 8) value = cursor.double();
      else return undefined;
    } else cursor.skip();
  }
  const isWhole = (dtype === DT_FLOAT && bytes === 4) || (dtype === DT_DOUBLE && bytes === 8);
  return isWhole ? value : undefined;
}

// tensor_content, float_val, double_val
function isPacked(field: number): boolean {
  return field === 4 || field === 5 || field === 6;
}
