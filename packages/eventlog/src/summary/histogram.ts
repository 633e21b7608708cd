import { InvalidEventError } from "../errors.ts";
import type { SummaryData, SummaryValue } from "../event/event.ts";
import { tensorNumbers } from "../tensor/tensor.ts";
import type { Buckets } from "./buckets.ts";
import type { Histo } from "./histogram-proto.ts";
import type { Labels } from "./labels.ts";

const HISTOGRAMS_PLUGIN = "histograms";

/**
 * A histogram as a `[k, 3]` tensor of (left, right, count), in 64 bits, so that edges and counts are exact.
 *
 * @throws InvalidEventError when the columns differ in length or hold something that isn't finite
 */
export function histogramValue(tag: string, buckets: Buckets, labels: Labels = {}): SummaryValue {
  const values = toRows(tag, buckets);
  return {
    tag,
    plugin: { name: HISTOGRAMS_PLUGIN },
    data: {
      kind: "tensor",
      tensor: { dtype: "DT_DOUBLE", shape: [buckets.count.length, 3], values },
    },
    ...labels,
  };
}

/** The buckets of either form, or `undefined` when `data` is neither. */
export function bucketsOf(data: SummaryData): Buckets | undefined {
  if (data.kind === "histogram") return bucketsOfHisto(data.histo);
  if (data.kind !== "tensor" || data.tensor.shape?.[1] !== 3) return undefined;
  const rows = tensorNumbers(data.tensor);
  const column = (offset: number) => rows.filter((_, i) => i % 3 === offset);
  return { left: column(0), right: column(1), count: column(2) };
}

// The outermost limits may be ±DBL_MAX, so empty buckets at both ends are dropped and the least and the
// greatest value close the rest. TensorBoard's data_compat does the same.
function bucketsOfHisto({ min, max, bucket, bucketLimit }: Histo): Buckets {
  const first = bucket.findIndex((count) => count > 0);
  if (first < 0) return { left: [], right: [], count: [] };
  const last = bucket.findLastIndex((count) => count > 0);
  const inner = bucketLimit.slice(first, last);
  return {
    left: [min, ...inner],
    right: [...inner, max],
    count: bucket.slice(first, last + 1),
  };
}

function toRows(tag: string, { left, right, count }: Buckets): Float64Array {
  if (left.length !== count.length || right.length !== count.length) {
    const given = `${left.length} left edges, ${right.length} right edges, ${count.length} counts`;
    throw new InvalidEventError(`histogram "${tag}" has ${given}`);
  }
  const rows = new Float64Array(3 * count.length);
  for (let i = 0; i < count.length; i++) {
    rows[3 * i] = left[i] ?? Number.NaN;
    rows[3 * i + 1] = right[i] ?? Number.NaN;
    rows[3 * i + 2] = count[i] ?? Number.NaN;
  }
  if (rows.every(Number.isFinite)) return rows;
  throw new InvalidEventError(`histogram "${tag}" has an edge or a count that isn't finite`);
}
