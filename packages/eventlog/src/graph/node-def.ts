import type { NodeDefMessage } from "../protobuf/messages.ts";
import { decodeAttributes, encodeAttributes } from "./attr-value.ts";
import type { NodeDef } from "./graph.ts";

export function encodeNode({ name, op, input, device, attr }: NodeDef): NodeDefMessage {
  return { name, op, input, device, attr: encodeAttributes(attr) };
}

/** Absent parts stay absent, so that what was written comes back equal. */
export function decodeNode(message: NodeDefMessage): NodeDef {
  const attr = decodeAttributes(message.attr);
  return {
    name: message.name ?? "",
    op: message.op ?? "",
    ...(message.input?.length && { input: message.input }),
    ...(message.device && { device: message.device }),
    ...(Object.keys(attr).length > 0 && { attr }),
  };
}
