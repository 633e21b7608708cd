import { DriftgraphError } from "../errors/error.ts";
import { add, constant, elementwise, mul, normal, poisson, sub, uniform } from "../graph/build.ts";
import type { Node } from "../graph/node.ts";
import { isDistribution } from "./distributions.ts";
import { type FormulaContext, formulaNode } from "./formula.ts";

/** The initial value of a species; a distribution draws from its own channel of the stream `initial`. */
export function initialNode(input: unknown, context: FormulaContext, channel: number): Node {
  if (!isDistribution(input)) return formulaNode(input, context);
  const [a = constant(Number.NaN), b = constant(Number.NaN)] = input.arguments.map((argument) =>
    formulaNode(argument, context),
  );
  switch (input.distribution) {
    case "normal":
      return add(a, mul(b, normal("initial", channel)));
    case "lognormal":
      return elementwise("exp", add(a, mul(b, normal("initial", channel))));
    case "uniform":
      return add(a, mul(sub(b, a), uniform("initial", channel)));
    case "poisson":
      return poisson(a, "initial", channel);
    default:
      throw new DriftgraphError("invalid-model", `unknown distribution in the ${context.where}`);
  }
}
