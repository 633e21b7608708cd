import { expect, it } from "vitest";
import { spread } from "./chart-layout.ts";

const label = (text: string, y: number) => ({ text, y, colour: "red" });

it("moves labels apart in their own order, and keeps them in the plot", () => {
  const placed = spread(
    [label("low", 0.01), label("lower", 0), label("high", 1), label("middle", 0.02)],
    (value) => 200 - 180 * value,
    20,
    200,
  );
  expect(placed.map(({ text }) => text)).toEqual(["high", "middle", "low", "lower"]);
  for (const [i, { at }] of placed.entries()) {
    expect(at).toBeGreaterThanOrEqual(20);
    expect(at).toBeLessThanOrEqual(200);
    if (i > 0) expect(at - (placed[i - 1]?.at ?? 0)).toBeGreaterThanOrEqual(14);
  }
});
