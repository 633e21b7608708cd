import type { Node } from "../graph/node.ts";
import { parseCondition } from "./equation-parser.ts";
import { Expression } from "./expression.ts";
import { type FormulaContext, symbolsOf } from "./formula.ts";
import { modelError } from "./model-error.ts";

/**
 * The node of a condition: text such as `x1 > 0.8 and x2 < 0.2`, or a function that returns a comparison.
 *
 * @throws DriftgraphError for a syntax error, an unknown name, or what is no condition.
 */
export function conditionNode(condition: unknown, context: FormulaContext): Node {
  const { where, names } = context;
  if (typeof condition === "string") return parseCondition(condition, where, names);
  const result = typeof condition === "function" ? condition(symbolsOf(context)) : condition;
  if (result instanceof Expression && result.node.type === "bool") return result.node;
  throw modelError(
    "invalid-model",
    `the ${where} is ${result instanceof Expression ? "a number" : `a value of type ${typeof result}`}, expected a condition such as "x > 0.8"`,
  );
}
