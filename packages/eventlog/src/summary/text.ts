import type { SummaryValue } from "../event/event.ts";
import { stringTensor } from "../tensor/tensor.ts";
import type { Labels } from "./labels.ts";

const TEXT_PLUGIN = "text";

/** A text, which TensorBoard shows as Markdown. */
export function textValue(tag: string, text: string, labels: Labels = {}): SummaryValue {
  return {
    tag,
    plugin: { name: TEXT_PLUGIN },
    data: { kind: "tensor", tensor: stringTensor(text) },
    ...labels,
  };
}
