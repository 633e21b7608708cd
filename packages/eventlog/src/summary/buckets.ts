import { InvalidEventError } from "../errors.ts";

/** A histogram's buckets as columns of equal length: bucket `i` counts values in `[left[i], right[i])`. */
export interface Buckets {
  readonly left: ArrayLike<number>;
  readonly right: ArrayLike<number>;
  readonly count: ArrayLike<number>;
}

/** Buckets given by their `k + 1` edges and `k` counts. */
export function bucketsFromEdges(edges: ArrayLike<number>, count: ArrayLike<number>): Buckets {
  const all = Array.from(edges);
  if (all.length !== count.length + 1) {
    throw new InvalidEventError(`${count.length} buckets need one edge more, not ${all.length}`);
  }
  return { left: all.slice(0, -1), right: all.slice(1), count };
}
