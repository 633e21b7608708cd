import fc from "fast-check";
import { expect, it } from "vitest";
import { randomExpression } from "../optimize/fixtures/random-simulation.ts";
import { variable } from "./build.ts";
import { differentiate } from "./differentiate.ts";
import { evaluateTemplate } from "./evaluate.ts";
import type { Node } from "./node.ts";

const x = variable("x");
const y = variable("y");
const point = { x: 0.7, y: 1.3 };

function valueAt(node: Node, at: number): number {
  return evaluateTemplate(
    node,
    new Map([
      ["x", at],
      ["y", point.y],
    ]),
  );
}

/** The central difference of fourth order, h⁴ off. */
function slope(node: Node, h: number): number {
  const f = (k: number): number => valueAt(node, point.x + k * h);
  return (8 * (f(1) - f(-1)) - (f(2) - f(-2))) / (12 * h);
}

it("matches finite differences on random expressions, where these agree with themselves", () => {
  let compared = 0;
  let undefinedAtBorder = 0;
  fc.assert(
    fc.property(randomExpression([x, x, y]), (expression) => {
      const [coarse, fine] = [slope(expression, 2e-3), slope(expression, 1e-3)];
      const scale = 1 + Math.abs(fine) + Math.abs(valueAt(expression, point.x));
      // A kink, a pole or a derivative of high order nearby: the difference says nothing there.
      fc.pre(Math.abs(coarse - fine) < 1e-8 * scale && scale < 1e6);
      const [derivative = x] = differentiate([expression], x);
      const found = valueAt(derivative, point.x);
      // At the border of a domain, such as 0^x, a formula may have no value where the function has.
      if (Number.isNaN(found)) undefinedAtBorder++;
      else expect(Math.abs(found - fine)).toBeLessThan(1e-6 * scale);
      if (fine !== 0) compared++;
    }),
    { numRuns: 500, seed: 3, maxSkipsPerRun: 50 },
  );
  // Not only constants.
  expect(compared).toBeGreaterThan(100);
  expect(undefinedAtBorder).toBeLessThan(10);
});
