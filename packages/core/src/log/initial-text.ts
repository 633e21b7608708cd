import type { Node } from "../graph/node.ts";
import { expressionText } from "../model/expression-text.ts";

/** An initial value as text: a formula, or a distribution such as `normal(0.5, 0.1)`. */
export function initialText(value: Node): string {
  const law = lawOf(value);
  if (!law) return expressionText(value);
  return `${law.name}(${law.arguments.map(expressionText).join(", ")})`;
}

/** A distribution and its arguments. */
interface Law {
  readonly name: string;
  readonly arguments: readonly Node[];
}

/** The distribution that a value is drawn from, by the form in which models build it. */
function lawOf({ op, inputs }: Node): Law | undefined {
  const [a, b] = inputs;
  if (op === "poisson") return { name: "poisson", arguments: inputs };
  if (op === "exp" && a) {
    const inner = lawOf(a);
    return inner?.name === "normal" ? { ...inner, name: "lognormal" } : undefined;
  }
  if (op !== "add" || !a || b?.op !== "mul") return undefined;
  const [scale, source] = b.inputs;
  if (source?.op === "normal" && scale) return { name: "normal", arguments: [a, scale] };
  const [high] = scale?.op === "sub" ? scale.inputs : [];
  return source?.op === "uniform" && high ? { name: "uniform", arguments: [a, high] } : undefined;
}
