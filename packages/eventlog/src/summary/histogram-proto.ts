import type { HistogramMessage } from "../protobuf/messages.ts";

/** A HistogramProto: `bucket[i]` counts values up to `bucketLimit[i]`. */
export interface Histo {
  readonly min: number;
  readonly max: number;
  readonly num: number;
  readonly sum: number;
  readonly sumSquares: number;
  readonly bucketLimit: readonly number[];
  readonly bucket: readonly number[];
}

export function decodeHisto(message: HistogramMessage): Histo {
  return {
    min: message.min ?? 0,
    max: message.max ?? 0,
    num: message.num ?? 0,
    sum: message.sum ?? 0,
    sumSquares: message.sumSquares ?? 0,
    bucketLimit: message.bucketLimit ?? [],
    bucket: message.bucket ?? [],
  };
}
