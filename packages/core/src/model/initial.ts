import type { DriftgraphError } from "../errors/error.ts";
import { add, constant, elementwise, mul, normal, poisson, sub, uniform } from "../graph/build.ts";
import { evaluateTemplate } from "../graph/evaluate.ts";
import type { Node } from "../graph/node.ts";
import { type Distribution, isDistribution } from "./distributions.ts";
import { type FormulaContext, formulaNode } from "./formula.ts";
import { modelError } from "./model-error.ts";

/** What a distribution's arguments are called, what they must be, and what they give. */
interface Law {
  readonly signature: string;
  readonly allows: (a: number, b: number) => boolean;
  readonly sample: (a: Node, b: Node, channel: number) => Node;
}

const LAWS: { readonly [D in Distribution["distribution"]]: Law } = {
  normal: {
    signature: "normal(mean, sd) with sd ≥ 0",
    allows: (_, sd) => sd >= 0,
    sample: (mean, sd, channel) => add(mean, mul(sd, normal("initial", channel))),
  },
  lognormal: {
    signature: "lognormal(mu, sigma) with sigma ≥ 0",
    allows: (_, sigma) => sigma >= 0,
    sample: (mu, sigma, channel) =>
      elementwise("exp", add(mu, mul(sigma, normal("initial", channel)))),
  },
  uniform: {
    signature: "uniform(low, high) with low ≤ high",
    allows: (low, high) => low <= high,
    sample: (low, high, channel) => add(low, mul(sub(high, low), uniform("initial", channel))),
  },
  poisson: {
    signature: "poisson(rate) with rate ≥ 0",
    allows: (rate) => rate >= 0,
    sample: (rate, _, channel) => poisson(rate, "initial", channel),
  },
};

/**
 * The initial value of a species; a distribution draws from its own channel of the stream `initial`.
 *
 * @param values of the parameters, for which the value must be finite and the distribution exist.
 */
export function initialNode(
  input: unknown,
  context: FormulaContext,
  channel: number,
  values: ReadonlyMap<string, number>,
): Node {
  if (isDistribution(input)) return sampled(input, context, channel, values);
  const node = formulaNode(input, context);
  const value = evaluateTemplate(node, values);
  if (Number.isFinite(value)) return node;
  throw invalid(context, String(value), "a finite number");
}

function sampled(
  { distribution, arguments: given }: Distribution,
  context: FormulaContext,
  channel: number,
  values: ReadonlyMap<string, number>,
): Node {
  const law = LAWS[distribution];
  const nodes = given.map((argument) => formulaNode(argument, context));
  const numbers = nodes.map((node) => evaluateTemplate(node, values));
  const [a = constant(0), b = constant(0)] = nodes;
  const [first = 0, second = 0] = numbers;
  const complete = nodes.length === (distribution === "poisson" ? 1 : 2);
  if (complete && numbers.every(Number.isFinite) && law.allows(first, second)) {
    return law.sample(a, b, channel);
  }
  throw invalid(context, `${distribution}(${numbers.join(", ")})`, law.signature);
}

function invalid({ where }: FormulaContext, given: string, expected: string): DriftgraphError {
  return modelError("invalid-model", `the ${where} is ${given}, expected ${expected}`);
}
