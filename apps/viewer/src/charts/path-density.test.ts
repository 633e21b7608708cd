import { describe, expect, it } from "vitest";
import { type PixelPaths, pathDensity } from "./path-density.ts";

function densityOf(lines: PixelPaths, width: number, height: number): Float32Array {
  const steps = pathDensity(lines, width, height);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

const mapY = (value: number): number => value;

describe("the density of paths", () => {
  it("counts a level path once in every column, whether its times are many or few", () => {
    for (const times of [2, 5, 40, 1000]) {
      const xs = Float64Array.from({ length: times }, (_, k) => (20 * k) / (times - 1));
      const path = new Float64Array(times).fill(3.5);
      const density = densityOf({ xs, paths: [path, path], mapY }, 20, 8);
      expect([...density].filter((count) => count > 0)).toHaveLength(20);
      expect([...density.subarray(3 * 20, 4 * 20)]).toEqual(new Array(20).fill(2));
    }
  });

  it("joins times by straight lines without holes", () => {
    const xs = Float64Array.of(0, 10);
    const density = densityOf({ xs, paths: [[0, 9.99]], mapY }, 10, 10);
    for (let i = 0; i < 10; i++) expect(density[i * 10 + i]).toBe(1);
    expect(density.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(20);
  });

  it("is the same by a linear map as by a function", () => {
    const xs = Float64Array.from({ length: 200 }, (_, k) => k / 4);
    const paths = [1, 2, 3].map((f) => Float64Array.from(xs, (x) => 0.5 + 0.4 * Math.sin(f * x)));
    const linear = { offset: 30, factor: -30 };
    const byFunction = densityOf({ xs, paths, mapY: (v) => 30 - 30 * v }, 50, 30);
    expect(densityOf({ xs, paths, mapY: (v) => 30 - 30 * v, linear }, 50, 30)).toEqual(byFunction);
    const sum = byFunction.reduce((all, count) => all + count, 0);
    expect(sum).toBeGreaterThan(140);
  });

  it("leaves out what isn't a number and what lies outside", () => {
    const xs = Float64Array.from({ length: 11 }, (_, k) => k);
    const gap = xs.map((x) => (x > 3 && x < 6 ? Number.NaN : 2));
    const density = densityOf(
      { xs, paths: [gap, xs.map(() => -5), xs.map(() => 50)], mapY },
      10,
      4,
    );
    expect([...density.subarray(20, 30)]).toEqual([1, 1, 1, 0, 0, 0, 1, 1, 1, 1]);
    expect(density.reduce((all, count) => all + count, 0)).toBe(7);
  });

  it("is what counting each path in each pixel gives, of noise, wherever it is zoomed to", () => {
    const noise = (i: number): number => (Math.sin(i * 12.9898) * 43758.5453) % 1;
    for (const [times, from, to] of [
      [300, 0, 60],
      [90, -13.3, 71.9],
      [33, 4.2, 55.5],
    ] as const) {
      const xs = Float64Array.from(
        { length: times },
        (_, k) => from + ((to - from) * k) / (times - 1),
      );
      const paths = Array.from({ length: 40 }, (_, i) =>
        xs.map((x, k) => (k === 20 && i === 3 ? Number.NaN : 15 * noise(i + x) + 12)),
      );
      paths.push(
        xs.map((_, k) => (k % 2 === 0 ? 1e300 : -1e300)),
        xs.map((_, k) => (k % 9 === 0 ? Number.POSITIVE_INFINITY : 10)),
      );
      const density = densityOf({ xs, paths, mapY, linear: { offset: 0, factor: 1 } }, 60, 24);
      expect(density).toEqual(countedOneByOne(xs, paths, 60, 24));
    }
  });
});

/** In every column each path's lowest and highest place: at its edges and at the times between them. */
function countedOneByOne(
  xs: Float64Array,
  paths: readonly Float64Array[],
  width: number,
  height: number,
): Float32Array {
  const counts = new Float32Array(width * height);
  const inside = (edge: number): boolean => edge >= (xs[0] ?? 0) && edge <= (xs.at(-1) ?? 0);
  for (const path of paths) {
    const at = (x: number): number => {
      const k = Math.min(
        xs.findLastIndex((one) => one <= x),
        xs.length - 2,
      );
      const [a = 0, b = 0, y = 0, next = 0] = [xs[k], xs[k + 1], path[k], path[k + 1]];
      return x === a ? y : y + ((x - a) / (b - a)) * (next - y);
    };
    for (let column = 0; column < width; column++) {
      if (!inside(column) || !inside(column + 1)) continue;
      const within = [...path].filter(
        (_, k) => (xs[k] ?? 0) >= column && (xs[k] ?? 0) <= column + 1,
      );
      const ys = [at(column), ...within, at(column + 1)];
      const [low, high] = [Math.min(...ys), Math.max(...ys)];
      for (let row = 0; row < height; row++) {
        if (low < row + 1 && high >= row)
          counts[row * width + column] = (counts[row * width + column] ?? 0) + 1;
      }
    }
  }
  return counts;
}
