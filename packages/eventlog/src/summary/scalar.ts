import type { SummaryValue } from "../event/event.ts";
import { floatScalar } from "../tensor/tensor.ts";
import type { Labels } from "./labels.ts";

const SCALARS_PLUGIN = "scalars";

/** A scalar, rounded to 32 bits: TensorBoard's data server drops 64-bit ones. */
export function scalarValue(tag: string, value: number, labels: Labels = {}): SummaryValue {
  return {
    tag,
    plugin: { name: SCALARS_PLUGIN },
    data: { kind: "tensor", tensor: floatScalar(value) },
    ...labels,
  };
}
