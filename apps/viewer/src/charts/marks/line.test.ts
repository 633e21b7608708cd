import { expect, it } from "vitest";
import { thinned } from "./line.ts";

it("keeps first, lowest, highest and last of a column of pixels, and gaps", () => {
  const points = [5, 4, 9, 1, 6].flatMap((y, i) => [2 + i / 10, y]);
  expect([...thinned(Float64Array.from(points))]).toEqual([2, 5, 2.2, 9, 2.3, 1, 2.4, 6]);
  const gap = thinned(Float64Array.of(1, 1, 1.5, Number.NaN, 1.6, 2));
  expect([...gap]).toEqual([1, 1, Number.NaN, Number.NaN, 1.6, 2]);
});
