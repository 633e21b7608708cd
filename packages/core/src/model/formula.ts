import { DriftgraphError } from "../errors/error.ts";
import { nearest } from "../errors/nearest.ts";
import { constant } from "../graph/build.ts";
import { fromOrigin } from "../graph/context.ts";
import type { Node } from "../graph/node.ts";
import { callSite } from "./call-site.ts";
import { parseEquation } from "./equation-parser.ts";
import { Expression } from "./expression.ts";
import { fileOf, modelError } from "./model-error.ts";

/** What names mean in a formula, and which formula it is. */
export interface FormulaContext {
  readonly names: ReadonlyMap<string, Node>;
  /** For errors and origins: `drift of x1`. */
  readonly where: string;
}

/**
 * The node of a formula in any of its forms.
 *
 * @throws DriftgraphError for a syntax error, an unknown name, or a value that is no formula.
 */
export function formulaNode(formula: unknown, context: FormulaContext): Node {
  const { where, names } = context;
  if (typeof formula === "number") return fromOrigin({ equation: where }, () => constant(formula));
  if (typeof formula === "string") return parseEquation(formula, where, names);
  if (formula instanceof Expression) return formula.node;
  if (typeof formula === "function") return resultNode(formula(symbolsOf(context)), where);
  throw notAFormula(formula, where);
}

/** The node that a formula's function returned. */
export function resultNode(result: unknown, where: string): Node {
  if (typeof result === "number") return constant(result);
  if (result instanceof Expression) {
    if (result.node.type === "float") return result.node;
    throw modelError(
      "invalid-model",
      `the ${where} is a comparison, expected a number`,
      "Use select(condition, a, b).",
    );
  }
  throw notAFormula(result, where);
}

/** The symbols that a formula's function is given; an unknown one is an error with its line. */
export function symbolsOf({ names, where }: FormulaContext): Record<string, Expression> {
  const symbols = Object.fromEntries(
    [...names].map(([name, node]) => [name, new Expression(node)]),
  );
  return new Proxy(symbols, {
    get(target, name) {
      if (typeof name === "symbol" || name in target) return Reflect.get(target, name);
      const near = nearest(name, names.keys());
      throw new DriftgraphError("unknown-name", `unknown name "${name}" in the ${where}`, {
        place: fileOf(callSite()),
        hint: near ? `Did you mean "${near}"?` : `Known names: ${[...names.keys()].join(", ")}.`,
      });
    },
  });
}

function notAFormula(value: unknown, where: string): DriftgraphError {
  const given =
    value === null ? "null" : Array.isArray(value) ? "an array" : `a value of type ${typeof value}`;
  return modelError(
    "invalid-model",
    `the ${where} is ${given}, expected a number, equation text, or a function that returns an expression`,
  );
}
