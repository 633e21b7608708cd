import { describe, expect, expectTypeOf, it } from "vitest";
import type { DriftgraphError } from "../errors/error.ts";
import { topologicalOrder } from "../graph/graph.ts";
import { defineModel, isModel } from "./define-model.ts";
import { normal } from "./distributions.ts";
import type { Expression } from "./expression.ts";
import { add, hillRepression } from "./functions.ts";
import type { Model } from "./model.ts";

const base = {
  name: "test",
  interpretation: "ito",
  parameters: { a: 1, b: 2 },
  state: { x: 1 },
  drift: { x: "-a*x" },
  diffusion: { x: "b" },
} as const;

/** The error that defining a model throws; plain JavaScript isn't held by types. */
function errorOf(change: object): DriftgraphError {
  try {
    defineModel({ ...base, ...change } as typeof base);
  } catch (error) {
    return error as DriftgraphError;
  }
  throw new Error("expected an error");
}

describe("defineModel", () => {
  it("takes equation text and functions, mixed freely", () => {
    const model = defineModel({
      name: "mixed",
      interpretation: "ito",
      parameters: { K: 0.5, n: 6, gamma: "1/(1 + K^n)", twice: ({ gamma }) => gamma.mul(2) },
      state: { x: ({ K }) => K, y: normal("K", 0.1) },
      drift: {
        x: "hillRepression(y, K, n) - gamma*x",
        y: ({ x, y, K, n, t }) => hillRepression(x, K, n).sub(add(y, t)),
      },
      diffusion: { x: 0.1, y: ({ y }) => y.sqrt() },
      observables: { sum: "x + y", product: { value: ({ x, y }) => x.mul(y), unit: "µM²" } },
    });
    expect(isModel(model)).toBe(true);
    expect(model.wiener).toEqual(["W_x", "W_y"]);
    expect(model.observables.map(({ name, unit }) => [name, unit])).toEqual([
      ["sum", undefined],
      ["product", "µM²"],
    ]);
  });

  it("takes one function for the whole drift", () => {
    const model = defineModel({ ...base, drift: ({ x, a }) => ({ x: a.mul(x) }) });
    expect(model.drift).toHaveLength(1);
  });

  it("takes a matrix by Wiener processes", () => {
    const model = defineModel({
      ...base,
      state: { x: 1, y: 1 },
      drift: { x: 0, y: 0 },
      diffusion: { W1: { x: "a", y: "b*x" }, W2: { y: 1 } },
    });
    expect(model.wiener).toEqual(["W1", "W2"]);
    expect(model.diffusion.map((row) => row.map(({ op }) => op))).toEqual([
      ["parameter", "constant"],
      ["mul", "constant"],
    ]);
  });

  it("knows from which columns of a text a node came", () => {
    const [drift] = defineModel({ ...base, drift: { x: "a*x - b" } }).drift;
    expect(drift?.origin).toEqual({
      equation: "drift of x",
      text: "a*x - b",
      column: 5,
      length: 1,
    });
    expect(drift?.scope).toBe("x");
  });

  it("builds Hill functions in a scope of their own", () => {
    const [drift] = defineModel({ ...base, drift: { x: "hillRepression(x, a, b) - x" } }).drift;
    expect(topologicalOrder(drift ? [drift] : []).map(({ scope }) => scope)).toContain("x/hill");
  });

  it("keeps the columns of a Hill function's text", () => {
    const [drift] = defineModel({ ...base, drift: { x: "hillActivation(x, a, b)" } }).drift;
    expect(drift?.origin).toMatchObject({ equation: "drift of x", column: 1, length: 14 });
  });

  it("builds each formula in the scope of its species, also from one function for all", () => {
    const { drift } = defineModel({
      ...base,
      state: { x: 1, y: 1 },
      drift: ({ x, y, a }) => {
        const rate = hillRepression(x.add(y), a, 2);
        return { x: rate.sub(x), y: rate.sub(y) };
      },
    });
    expect(drift.map(({ scope }) => scope)).toEqual(["x", "y"]);
    for (const [i, name] of ["x", "y"].entries()) {
      const scopes = topologicalOrder(drift.slice(i, i + 1)).map(({ scope }) => scope);
      expect(scopes).toContain(`${name}/hill`);
    }
  });

  it("infers names: a misspelt species or parameter doesn't type-check", () => {
    const check = (): Model[] => [
      // @ts-expect-error the drift of y, which is no species
      defineModel({ ...base, drift: { x: 0, y: 0 } }),
      // @ts-expect-error no drift of x
      defineModel({ ...base, drift: {} }),
      // @ts-expect-error the symbol y is no species
      defineModel({ ...base, drift: { x: ({ y }) => y } }),
      // @ts-expect-error the noise of y, which is no species
      defineModel({ ...base, diffusion: { y: 1 } }),
      // @ts-expect-error the policy of y, which is no species
      defineModel({ ...base, positivity: { y: "clip" } }),
      // @ts-expect-error the parameter c doesn't exist
      defineModel({ ...base, parameters: { a: 1, b: ({ c }) => c } }),
      // @ts-expect-error parameters don't depend on time
      defineModel({ ...base, parameters: { a: 1, b: ({ t }) => t } }),
      // @ts-expect-error an initial value doesn't depend on species
      defineModel({ ...base, state: { x: ({ x }) => x } }),
      // @ts-expect-error the diffusion of y by W, which is no species
      defineModel({ ...base, diffusion: { W: { y: 1 } } }),
      // @ts-expect-error the symbol c is neither species nor parameter
      defineModel({ ...base, observables: { o: ({ c }) => c } }),
      // @ts-expect-error the title of y, which is no species
      defineModel({ ...base, titles: { y: "y" } }),
      // @ts-expect-error no such field
      defineModel({ ...base, postivity: "clip" }),
      // @ts-expect-error no such calculus
      defineModel({ ...base, interpretation: "Ito" }),
    ];
    expect(check).toBeTypeOf("function");
    defineModel({
      ...base,
      drift: {
        x: (symbols) => {
          expectTypeOf(symbols).toEqualTypeOf<{
            readonly [N in "x" | "a" | "b" | "t"]: Expression;
          }>();
          return symbols.x;
        },
      },
    });
  });
});

describe("errors of a model", () => {
  it("shows an unknown name with a caret and the nearest one", () => {
    expect(
      errorOf({
        state: { x1: 1 },
        drift: { x1: "K^n - gama*x1" },
        diffusion: {},
        parameters: { K: 1, n: 1, gamma: 1 },
      }).message,
    ).toBe(
      [
        'unknown name "gama" in the drift of x1',
        "  at drift of x1",
        "    K^n - gama*x1",
        "          ^^^^",
        '  Did you mean "gamma"?',
      ].join("\n"),
    );
  });

  it.each([
    ["a*", "expected a value, found the end in the drift of x"],
    ["a*)", 'expected a value, found ")" in the drift of x'],
    ["(a + b", 'expected ")" to close the parenthesis, found the end in the drift of x'],
    ["a ? b", 'unexpected "?" in the drift of x'],
    ["sqrt(a, b)", "sqrt takes 1 argument, found 2 in the drift of x"],
    ["sqr(a)", 'unknown function "sqr" in the drift of x'],
    ["a < b", "a comparison stands where a number is expected in the drift of x"],
    [`${"(".repeat(300)}a`, "nested more than 200 deep in the drift of x"],
  ])("finds what is wrong with %s", (drift, message) => {
    expect(errorOf({ drift: { x: drift } }).message.split("\n")[0]).toBe(message);
  });

  it.each([
    [
      { parameters: { a: "b", b: "c + 1", c: "a" } },
      "parameter-cycle",
      "parameters depend on each other in a cycle: a → b → c → a",
    ],
    [
      { parameters: { a: Number.NaN, b: 1 } },
      "non-finite-parameter",
      "parameter a is NaN, expected a finite number",
    ],
    [
      { parameters: { a: "1/0", b: 1 } },
      "non-finite-parameter",
      "parameter a is Infinity, expected a finite number",
    ],
    [
      { state: { x: 1, y: 1 } },
      "missing-component",
      "the drift of y is missing, expected one for each species",
    ],
    [{ state: {} }, "invalid-model", "state of test is empty, expected at least one species"],
    [{ state: { t: 1 } }, "invalid-model", '"t" is reserved for time'],
    [
      { state: { a: 1 } },
      "invalid-model",
      '"a" is defined twice among species, parameters, observables and events',
    ],
    [
      { state: { "x 1": 1 } },
      "invalid-model",
      '"x 1" is not a name: letters, digits and _, not beginning with a digit',
    ],
    [
      { interpretation: "Ito" },
      "invalid-model",
      'interpretation of test is "Ito", expected "ito" or "stratonovich"',
    ],
    [{ diffusion: { y: 1 } }, "unknown-name", 'unknown species "y" in the diffusion'],
    [
      { diffusion: { W: { x: 1 }, x: 1 } },
      "invalid-model",
      "the diffusion mixes its two forms: x has a formula, the others a record",
    ],
    [
      { diffusion: { x: { W1: 1, W2: "a" } } },
      "invalid-model",
      "the diffusion is by species first, and W1 isn't one, expected Wiener processes first",
    ],
    [
      { drift: { x: null } },
      "invalid-model",
      "the drift of x is null, expected a number, equation text, or a function that returns an expression",
    ],
    [{ drfit: {} }, "invalid-model", 'a model has no field "drfit"'],
    [{ titles: { y: "y" } }, "unknown-name", 'unknown species "y" in the titles'],
    [{ ranges: { y: [0, 1] } }, "unknown-name", 'unknown species "y" in the ranges'],
    [
      { parameters: { a: null, b: 1 } },
      "invalid-model",
      "the parameter a is null, expected a number, equation text, or a function that returns an expression",
    ],
    [
      { state: { x: Number.POSITIVE_INFINITY } },
      "invalid-model",
      "the initial value of x is Infinity, expected a finite number",
    ],
    [
      { state: { x: normal("a", "-b") } },
      "invalid-model",
      "the initial value of x is normal(1, -2), expected normal(mean, sd) with sd ≥ 0",
    ],
    [
      { state: { x: { distribution: "poisson", arguments: [] } } },
      "invalid-model",
      "the initial value of x is poisson(), expected poisson(rate) with rate ≥ 0",
    ],
    [{ state: { x: "x" } }, "unknown-name", 'unknown name "x" in the initial value of x'],
    [
      { diffusion: { "W 1": { x: 1 } } },
      "invalid-model",
      '"W 1" is not a name: letters, digits and _, not beginning with a digit',
    ],
    [
      { positivity: "none" },
      "invalid-model",
      'positivity is "none", expected "allow", "clip", "reflect", "stop"',
    ],
  ])("refuses %o", (change, code, message) => {
    const error = errorOf(change);
    expect(error.message.split("\n")[0]).toBe(message);
    expect(error.code).toBe(code);
  });
});
