import { FRAME_BYTES } from "../framing/record.ts";
import { parseRecords } from "../read/parse-records.ts";
import type { ByteSource } from "../source/byte-source.ts";
import type { RecordPlace } from "./series.ts";

/** Records no further apart are fetched at once. */
const GAP = 2 ** 16;
/** As many bytes are fetched at once at most, unless one record is longer. */
const SPAN = 2 ** 22;

/**
 * The payloads of the records at `places`, in that order; `undefined` for one that is no longer there.
 *
 * Neighbours are fetched together, which counts where each read is a request to a server.
 */
export async function fetchRecords(
  source: ByteSource,
  places: readonly RecordPlace[],
): Promise<readonly (Uint8Array | undefined)[]> {
  const payloads: (Uint8Array | undefined)[] = [];
  for (const group of neighbours(places)) {
    const start = Math.min(...group.map(({ offset }) => offset));
    const end = Math.max(...group.map(endOf));
    const bytes = await source.read(start, end - start);
    for (const place of group) payloads.push(payloadAt(bytes, place, start));
  }
  return payloads;
}

function payloadAt(bytes: Uint8Array, place: RecordPlace, start: number): Uint8Array | undefined {
  const from = place.offset - start;
  const { records } = parseRecords(
    bytes.subarray(from, from + place.length + FRAME_BYTES),
    place.offset,
    place.length,
  );
  return records[0]?.data;
}

function neighbours(places: readonly RecordPlace[]): readonly RecordPlace[][] {
  const groups: RecordPlace[][] = [];
  let group: RecordPlace[] = [];
  for (const place of places) {
    const first = group[0];
    const last = group.at(-1);
    const isNear = last && place.offset >= last.offset && place.offset - endOf(last) <= GAP;
    if (first && isNear && endOf(place) - first.offset <= SPAN) group.push(place);
    else {
      group = [place];
      groups.push(group);
    }
  }
  return groups;
}

function endOf({ offset, length }: RecordPlace): number {
  return offset + length + FRAME_BYTES;
}
