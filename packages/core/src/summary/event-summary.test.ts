import { describe, expect, it } from "vitest";
import { type EventSummary, passageQuantile, passageVariance } from "./event-summary.ts";
import { wilsonInterval } from "./wilson.ts";

const times = Float64Array.of(0, 1, 2, 4);
const event: EventSummary = {
  name: "on",
  title: undefined,
  paths: new Float64Array(4).fill(10),
  known: new Float64Array(4).fill(10),
  holding: Float64Array.of(0, 2, 3, 6),
  reached: Float64Array.of(0, 2, 5, 8),
  begun: Float64Array.of(0, 2, 6, 12),
  passage: Float64Array.of(Number.NaN, 0.8, 1.2, 2),
};

describe("first passage", () => {
  it("has quantiles over all paths, infinite where too few arrive", () => {
    expect(passageQuantile(event, times, 0.1)).toEqual({ time: 1, error: 1 });
    expect(passageQuantile(event, times, 0.5)).toEqual({ time: 2, error: 1 });
    expect(passageQuantile(event, times, 0.8)).toEqual({ time: 4, error: 2 });
    expect(passageQuantile(event, times, 0.9).time).toBe(Number.POSITIVE_INFINITY);
  });

  it("has a variance over those that arrive, by the logged times", () => {
    const arrivals = [1, 1, 2, 2, 2, 4, 4, 4];
    const mean = arrivals.reduce((sum, t) => sum + t, 0) / 8;
    const squares = arrivals.reduce((sum, t) => sum + (t - mean) ** 2, 0);
    expect(passageVariance(event, times, 3)).toBeCloseTo(squares / 7, 12);
    expect(passageVariance(event, times, 0)).toBeNaN();
  });
});

describe("wilsonInterval", () => {
  it("ends at 0 or 1 where all trials are alike, whatever their number", () => {
    for (let n = 1; n < 5000; n += 7) {
      expect(wilsonInterval(0, n).low).toBe(0);
      expect(wilsonInterval(n, n).high).toBe(1);
    }
  });

  it("gives the published intervals", () => {
    // R. G. Newcombe, Stat. Med. 17 (1998) 857–872, table I, method 3.
    const cases = [
      [81, 263, 0.2553, 0.3662],
      [15, 148, 0.0624, 0.1605],
      [0, 20, 0, 0.1611],
      [1, 29, 0.0061, 0.1718],
    ] as const;
    for (const [r, n, low, high] of cases) {
      const interval = wilsonInterval(r, n);
      expect(interval.low).toBeCloseTo(low, 4);
      expect(interval.high).toBeCloseTo(high, 4);
    }
  });
});
