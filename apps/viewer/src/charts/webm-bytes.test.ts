import { describe, expect, it } from "vitest";
import { type VideoChunk, webmBytes } from "./webm-bytes.ts";

interface Element {
  readonly id: string;
  /** Of its content, from the file's start. */
  readonly from: number;
  readonly to: number;
}

/** The elements of a stretch of the file, by RFC 8794. */
function elementsOf(bytes: Uint8Array, from: number, to: number): Element[] {
  const view = new DataView(bytes.buffer);
  const elements: Element[] = [];
  for (let at = from; at < to; ) {
    const idLength = Math.clz32(view.getUint8(at)) - 23;
    const id = Buffer.from(bytes.subarray(at, at + idLength)).toString("hex");
    expect(view.getUint8(at + idLength)).toBe(1);
    const length = Number(view.getBigUint64(at + idLength) & 0xff_ffff_ffff_ffffn);
    const content = at + idLength + 8;
    elements.push({ id, from: content, to: content + length });
    at = content + length;
  }
  return elements;
}

const chunks = Array.from(
  { length: 7 },
  (_, i): VideoChunk => ({ time: 333.4 * i, isKey: i % 3 === 0, bytes: Uint8Array.of(i, i, i) }),
);
const bytes = webmBytes({ codec: "V_VP9", width: 640, height: 720, duration: 3000 }, chunks);
const [, segment] = elementsOf(bytes, 0, bytes.length);
const parts = elementsOf(bytes, segment?.from ?? 0, segment?.to ?? 0);
const named = (id: string): Element[] => parts.filter((part) => part.id === id);
const children = (part: Element | undefined): Element[] =>
  elementsOf(bytes, part?.from ?? 0, part?.to ?? 0);
const number = (part: Element | undefined): number =>
  Number(new DataView(bytes.buffer).getBigUint64(part?.from ?? 0));

describe("a WebM file", () => {
  it("has every chunk at its time, in a cluster from each key frame on", () => {
    const blocks = named("1f43b675").flatMap((cluster) => {
      const [timestamp, ...simpleBlocks] = children(cluster);
      return simpleBlocks.map(({ from, to }, i) => {
        const view = new DataView(bytes.buffer, from, to - from);
        expect(view.getUint8(3)).toBe(i === 0 ? 0x80 : 0);
        return { time: number(timestamp) + view.getInt16(1), last: view.getUint8(6) };
      });
    });
    expect(blocks).toEqual(
      [0, 333, 667, 1000, 1334, 1667, 2000].map((time, last) => ({ time, last })),
    );
    expect(named("1f43b675")).toHaveLength(3);
  });

  it("has an index that points at its clusters", () => {
    const points = children(named("1c53bb6b")[0]).map((point) => {
      const [time, positions] = children(point);
      return { time: number(time), at: number(children(positions)[1]) + (segment?.from ?? 0) };
    });
    const clusters = named("1f43b675").map((cluster) => ({
      time: number(children(cluster)[0]),
      at: cluster.from - 12,
    }));
    expect(points).toEqual(clusters);
  });

  it("says how large and how long it is", () => {
    const duration = children(named("1549a966")[0]).find(({ id }) => id === "4489");
    expect(new DataView(bytes.buffer).getFloat64(duration?.from ?? 0)).toBe(3000);
    const [entry] = children(named("1654ae6b")[0]);
    const video = children(entry).find(({ id }) => id === "e0");
    expect(children(video).map(number)).toEqual([640, 720]);
  });
});
