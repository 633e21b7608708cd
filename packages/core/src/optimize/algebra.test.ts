import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { constant, elementwise, variable } from "../graph/build.ts";
import { evaluateTemplate } from "../graph/evaluate.ts";
import type { Node } from "../graph/node.ts";
import { PATHS } from "../graph/shape.ts";
import { ALGEBRAIC_RULES, operandsOf } from "./algebra.ts";
import { simplify } from "./algebraic-rules.ts";
import { match, type Pattern } from "./pattern.ts";

const always = (): boolean => true;

/** An expression that a pattern matches, with names as free symbols or, where it asks so, constants. */
function instance(
  pattern: Pattern,
  constants: Readonly<Record<string, number>>,
  made: Map<string, Node>,
): Node {
  if (pattern.kind === "number") return constant(pattern.value);
  if (pattern.kind === "op") {
    return elementwise(
      pattern.op,
      ...pattern.inputs.map((input) => instance(input, constants, made)),
    );
  }
  const known = made.get(pattern.name);
  if (known) return known;
  if (pattern.kind === "constant") {
    const value = [constants[pattern.name] ?? Number.NaN, -2].find(pattern.where);
    return constant(value ?? expect.fail("no constant fits"));
  }
  const candidates = [variable(pattern.name, PATHS), variable(pattern.name)];
  const fitting =
    candidates.find((candidate) => pattern.where(candidate)) ?? expect.fail("no instance");
  made.set(pattern.name, fitting);
  return fitting;
}

const value = fc.double({ min: 0.1, max: 4, noNaN: true });

describe("each algebraic rule", () => {
  it.each(ALGEBRAIC_RULES.map((rule) => [rule.name, rule] as const))("%s", (_, rule) => {
    fc.assert(
      fc.property(value, value, value, fc.constantFrom(-3, -2, 2, 4), (x, a, b, c) => {
        const left = instance(rule.pattern, { c, d: 2 }, new Map());
        const found =
          match(rule.pattern, left, always) ??
          expect.fail("the rule doesn't match its own pattern");
        const right = rule.build(operandsOf(found));
        const symbols = new Map([
          ["x", x],
          ["a", a],
          ["b", -b],
        ]);
        // select(a, x, x): its condition is a truth value.
        const [before, after] = [left, right].map((node) => evaluateTemplate(node, symbols) + 0);
        if (Number.isNaN(before)) return;
        if (rule.exactness === "exact") expect(after).toBe(before);
        // Sums may cancel: a few roundings of their terms, which are below 16 here.
        else
          expect(Math.abs((after ?? Number.NaN) - (before ?? 0))).toBeLessThanOrEqual(
            8 * 2 ** -53 * Math.max(16, Math.abs(before ?? 0)),
          );
      }),
      { numRuns: 100, seed: 1 },
    );
  });

  it("leaves nothing that a rule matches", () => {
    for (const { pattern } of ALGEBRAIC_RULES) {
      const simplified = simplify(instance(pattern, { c: -3, d: 2 }, new Map()), always);
      for (const { pattern: other } of ALGEBRAIC_RULES)
        expect(match(other, simplified, always)).toBeUndefined();
    }
  });
});

describe("a structural zero", () => {
  const x = variable("x", PATHS);
  it.each([
    ["x·0", elementwise("mul", x, constant(0))],
    ["0·x", elementwise("mul", constant(0), x)],
    ["0/x", elementwise("div", constant(0), x)],
    ["x − x", elementwise("sub", x, x)],
  ])("takes the term %s away, whatever x is", (_, node) => {
    expect(simplify(node, always)).toMatchObject({ op: "constant", attributes: { value: 0 } });
  });
});
