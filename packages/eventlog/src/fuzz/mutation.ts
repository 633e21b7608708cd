import fc from "fast-check";
import { encodeRecord } from "../framing/record.ts";

/** One change to a file. Places are fractions of the file's length, so that they fit any file. */
export type Mutation =
  | { readonly kind: "flip"; readonly at: number; readonly bit: number }
  | { readonly kind: "delete"; readonly at: number; readonly count: number }
  | { readonly kind: "insert"; readonly at: number; readonly bytes: Uint8Array }
  | { readonly kind: "splice"; readonly at: number; readonly from: number; readonly count: number }
  | { readonly kind: "truncate"; readonly at: number }
  | { readonly kind: "header"; readonly at: number; readonly length: bigint };

const place = fc.double({ min: 0, max: 1, noNaN: true });
const count = fc.oneof(fc.nat(20), fc.nat(400));

export const mutation: fc.Arbitrary<Mutation> = fc.oneof(
  fc.record({ kind: fc.constant("flip" as const), at: place, bit: fc.nat(7) }),
  fc.record({ kind: fc.constant("delete" as const), at: place, count }),
  fc.record({
    kind: fc.constant("insert" as const),
    at: place,
    bytes: fc.uint8Array({ maxLength: 60 }),
  }),
  fc.record({ kind: fc.constant("splice" as const), at: place, from: place, count }),
  fc.record({ kind: fc.constant("truncate" as const), at: place }),
  fc.record({
    kind: fc.constant("header" as const),
    at: place,
    length: fc.oneof(
      fc.bigInt(0n, 4000n),
      fc.constantFrom(2n ** 31n, 2n ** 32n - 1n, 2n ** 40n, 2n ** 63n, 2n ** 64n - 1n),
    ),
  }),
);

/** A file of which each byte knows its place in the original; -1 for bytes that are new or changed. */
export interface Mutated {
  readonly bytes: readonly number[];
  readonly origins: readonly number[];
}

export function mutate(original: Uint8Array, mutations: readonly Mutation[]): Mutated {
  const start: Mutated = { bytes: [...original], origins: [...original.keys()] };
  return mutations.reduce(apply, start);
}

/** A range of bytes, `[start, end)`. */
export type Range = readonly [start: number, end: number];

/** Where the original ranges stand in the file as they were. */
export function intactRanges({ origins }: Mutated, ranges: readonly Range[]): readonly Range[] {
  const byStart = new Map(ranges.map((range) => [range[0], range]));
  return origins.flatMap((origin, i): Range[] => {
    const [start, end] = byStart.get(origin) ?? [0, 0];
    const isWhole = Array.from({ length: end - start }, (_, k) => origins[i + k] === start + k);
    return isWhole.length > 0 && isWhole.every(Boolean) ? [[i, i + end - start]] : [];
  });
}

function apply({ bytes, origins }: Mutated, change: Mutation): Mutated {
  const at = Math.floor(change.at * bytes.length);
  const replaced = (removed: number, added: readonly number[], from: readonly number[]) => ({
    bytes: bytes.toSpliced(at, removed, ...added),
    origins: origins.toSpliced(at, removed, ...from),
  });
  const fresh = (added: Uint8Array) =>
    replaced(
      0,
      [...added],
      [...added].map(() => -1),
    );
  switch (change.kind) {
    case "flip":
      return at < bytes.length
        ? replaced(1, [(bytes[at] ?? 0) ^ (1 << change.bit)], [-1])
        : { bytes, origins };
    case "delete":
      return replaced(change.count, [], []);
    case "insert":
      return fresh(change.bytes);
    case "splice": {
      const from = Math.floor(change.from * bytes.length);
      const end = from + change.count;
      return replaced(0, bytes.slice(from, end), origins.slice(from, end));
    }
    case "truncate":
      return { bytes: bytes.slice(0, at), origins: origins.slice(0, at) };
    case "header":
      return fresh(headerOf(change.length));
  }
}

/** A record's header whose checksum holds, whatever length it states. */
function headerOf(length: bigint): Uint8Array {
  const claim = new Uint8Array(new BigUint64Array([length]).buffer);
  // The checksum of a record's data is made like that of its length.
  return Uint8Array.of(...claim, ...encodeRecord(claim).slice(-4));
}
