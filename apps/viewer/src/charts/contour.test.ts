import { describe, expect, it } from "vitest";
import { zeroContour } from "./contour.ts";

/** The zero contour of a function on a grid over [-1, 1]², in its own coordinates. */
function contourOf(of: (x: number, y: number) => number, points = 41): [number, number][] {
  const at = (i: number): number => -1 + (2 * i) / (points - 1);
  const values = Float64Array.from({ length: points * points }, (_, i) =>
    of(at(i % points), at(Math.floor(i / points))),
  );
  const flat = zeroContour({ columns: points, rows: points, values });
  return Array.from({ length: flat.length / 2 }, (_, i) => [
    at(flat[2 * i] ?? 0),
    at(flat[2 * i + 1] ?? 0),
  ]);
}

describe("the zero contour of a grid", () => {
  it("of a plane is its straight line, exactly", () => {
    const points = contourOf((x, y) => x + 2 * y - 0.3);
    expect(points.length).toBeGreaterThan(40);
    for (const [x, y] of points) expect(x + 2 * y).toBeCloseTo(0.3, 9);
  });

  it("of a circle is closed: every end of a segment is the end of another", () => {
    const points = contourOf((x, y) => x * x + y * y - 0.4871);
    const ends = new Map<string, number>();
    for (const [x, y] of points) {
      const key = `${x.toFixed(9)} ${y.toFixed(9)}`;
      ends.set(key, (ends.get(key) ?? 0) + 1);
      expect(Math.hypot(x, y)).toBeCloseTo(Math.sqrt(0.4871), 2);
    }
    expect(new Set(ends.values())).toEqual(new Set([2]));
  });

  it("of a saddle cuts off the two corners whose sign is not the middle's", () => {
    const upper = zeroContour({ columns: 2, rows: 2, values: [2, -1, -1, 2] });
    const expected = [2 / 3, 0, 1, 1 / 3, 1 / 3, 1, 0, 2 / 3];
    expect(upper).toEqual(expected.map((value) => expect.closeTo(value, 12)));
    const lower = zeroContour({ columns: 2, rows: 2, values: [1, -2, -2, 1] });
    const [x1 = 0, y1 = 0, x2 = 0, y2 = 0] = lower;
    // The corner at 1, 1.
    expect([x1, y1, x2, y2].every((value) => value > 0.6)).toBe(true);
  });

  it("leaves out cells with values that aren't numbers", () => {
    expect(zeroContour({ columns: 2, rows: 2, values: [1, Number.NaN, -1, -1] })).toEqual([]);
  });
});
