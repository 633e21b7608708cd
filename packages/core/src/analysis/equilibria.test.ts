import { describe, expect, it } from "vitest";
import { defineModel } from "../model/define-model.ts";
import { eigenvalues } from "./eigenvalues.ts";
import { equilibria } from "./equilibria.ts";

const ode = (state: Record<string, number>, drift: Record<string, string>) =>
  defineModel({ name: "ode", interpretation: "ito", parameters: {}, state, drift, diffusion: {} });
const found = (model: ReturnType<typeof ode>) => equilibria(model, new Map());

describe("equilibria", () => {
  it("finds the three of a double well, with their eigenvalues", () => {
    const { points } = found(ode({ x: -0.1 }, { x: "x - x^3" }));
    expect(points.map(({ x }) => x[0])).toEqual([-1, 0, 1].map((x) => expect.closeTo(x, 12)));
    expect(points.map(({ eigenvalues: [first] }) => first?.re)).toEqual(
      [-2, 1, -2].map((value) => expect.closeTo(value, 10)),
    );
    expect(points.map(({ kind }) => kind)).toEqual(["stable node", "unstable node", "stable node"]);
  });

  it("finds both stable states of a toggle switch and the saddle between them", () => {
    const drift = (other: string, own: string) => `1/(1 + (2*${other})^6) - 64/65*${own}`;
    const { points } = found(ode({ x: 0.5, y: 0.5 }, { x: drift("y", "x"), y: drift("x", "y") }));
    expect(points.map(({ kind }) => kind)).toEqual(["stable node", "saddle", "stable node"]);
    expect(points[1]?.x[0]).toBeCloseTo(points[1]?.x[1] ?? 0, 12);
    expect(points[0]?.x).toEqual(
      [...(points[2]?.x ?? [])].reverse().map((x) => expect.closeTo(x, 10)),
    );
  });

  it("tells centres, foci and saddles apart", () => {
    const linear = (a: number, b: number, c: number, d: number) =>
      found(ode({ x: 1, y: 1 }, { x: `${a}*x + ${b}*y`, y: `${c}*x + ${d}*y` })).points[0]?.kind;
    expect(linear(0, 1, -1, 0)).toBe("centre");
    expect(linear(-1, 5, -5, -1)).toBe("stable focus");
    expect(linear(1, 5, -5, 1)).toBe("unstable focus");
    expect(linear(1, 0, 0, -1)).toBe("saddle");
    expect(linear(2, 1, 0, 1)).toBe("unstable node");
  });

  it("takes a multiple root for one, though rounding spreads what is found of it", () => {
    // At the pitchfork of this switch three equilibria meet.
    const drift = (other: string, own: string) => `2/(1 + ${other}^2) - ${own}`;
    const { points, continuum } = found(
      ode({ x: 1, y: 0.5 }, { x: drift("y", "x"), y: drift("x", "y") }),
    );
    expect(continuum).toBe(false);
    expect(points.map(({ kind }) => kind)).toEqual(["degenerate"]);
    expect(points[0]?.x).toEqual([expect.closeTo(1, 4), expect.closeTo(1, 4)]);
  });

  it.each([
    [
      "a double root",
      { x: 0.5 },
      { x: "-(x - 1)^2*(x - 2)" },
      [1, 2],
      ["degenerate", "stable node"],
    ],
    ["a triple root", { x: 0.5 }, { x: "-x^3" }, [0], ["degenerate"]],
  ] as const)("doesn't call %s stable", (_, state, drift, roots, kinds) => {
    const { points } = found(ode(state, drift));
    expect(points.map(({ x }) => x[0])).toEqual(roots.map((x) => expect.closeTo(x, 5)));
    expect(points.map(({ kind }) => kind)).toEqual(kinds);
  });

  it("lists no points where the Jacobian is singular and the drift isn't zero", () => {
    const { points } = found(ode({ x: 1, y: 1 }, { x: "x*(1 - y)", y: "y*(x - 1)" }));
    expect(points.map(({ x }) => x)).toEqual([
      [0, 0],
      [expect.closeTo(1, 12), expect.closeTo(1, 12)],
    ]);
  });

  it("says when they fill a line, and lists none of these", () => {
    const { points, continuum } = found(ode({ x: 1, y: 2 }, { x: "y - x", y: "x - y" }));
    expect({ points, continuum }).toEqual({ points: [], continuum: true });
  });

  it("leaves out concentrations below zero where the species can't be there", () => {
    const model = { state: { x: 1 }, drift: { x: "x*(x + 1)*(2 - x)" } };
    expect(found(ode(model.state, model.drift)).points.map(({ x }) => x[0])).toEqual([
      0,
      expect.closeTo(2, 12),
    ]);
  });
});

describe("eigenvalues", () => {
  it("are those of companion matrices with known roots", () => {
    // (λ − 1)(λ + 2)(λ² + 4λ + 13): roots 1, −2, −2 ± 3i.
    const [c0, c1, c2, c3] = [-26, 5, 15, 5];
    const companion = [
      [0, 0, 0, -c0],
      [1, 0, 0, -c1],
      [0, 1, 0, -c2],
      [0, 0, 1, -c3],
    ].map((row) => Float64Array.from(row));
    const values = eigenvalues(companion);
    const expected = [
      [1, 0],
      [-2, 3],
      [-2, 0],
      [-2, -3],
    ];
    expect(values.map(({ re, im }) => [re, im])).toEqual(
      expected.map((pair) => pair.map((value) => expect.closeTo(value, 9))),
    );
  });

  it("have the trace and the determinant of random matrices", () => {
    let seed = 1;
    const random = () => {
      seed = (seed * 48271) % 2147483647;
      return seed / 2147483647 - 0.5;
    };
    for (let n = 1; n <= 12; n++) {
      const matrix = Array.from({ length: n }, () => Float64Array.from({ length: n }, random));
      const values = eigenvalues(matrix);
      const trace = matrix.reduce((sum, row, i) => sum + (row[i] ?? 0), 0);
      expect(values.reduce((sum, { re }) => sum + re, 0)).toBeCloseTo(trace, 12);
      expect(values.reduce((sum, { im }) => sum + im, 0)).toBeCloseTo(0, 12);
      const squares = matrix.flatMap((row, i) => [...row].map((x, j) => x * (matrix[j]?.[i] ?? 0)));
      const trace2 = squares.reduce((sum, x) => sum + x, 0);
      expect(values.reduce((sum, { re, im }) => sum + re * re - im * im, 0)).toBeCloseTo(
        trace2,
        11,
      );
    }
  });

  it("keep widely different scales apart", () => {
    const stiff = [Float64Array.of(-1e6, 1e6), Float64Array.of(1e-3, -2)];
    const [slow, fast] = eigenvalues(stiff);
    expect((slow?.re ?? 0) * (fast?.re ?? 0)).toBeCloseTo(2e6 - 1e3, 3);
    expect((slow?.re ?? 0) + (fast?.re ?? 0)).toBeCloseTo(-1e6 - 2, 6);
  });
});
