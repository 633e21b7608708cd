import type { Node } from "../graph/node.ts";
import { isConstant } from "../graph/simplify.ts";
import { expressionMathML, nameMathML } from "./expression-mathml.ts";
import { expressionText, PRECEDENCE, precedenceOf } from "./expression-text.ts";
import type { Model } from "./model.ts";

/** The equation of one species, dx = a dt + b dW. */
export interface ModelEquation {
  readonly species: string;
  /** Plain text: `dx1 = (K^n/(K^n + x2^n) - gamma*x1) dt + sigma*x1 dW_x1`. */
  readonly text: string;
  /** A whole `math` element. */
  readonly mathml: string;
}

/** A model's equations for people, one a species. Stratonovich's noise is marked by ∘. */
export function modelEquations(model: Model): ModelEquation[] {
  return model.species.map(({ name }, i) => {
    const drift = model.drift[i];
    const noise = (model.diffusion[i] ?? []).flatMap((node, j) => {
      const wiener = model.wiener[j];
      return isConstant(node, 0) || wiener === undefined ? [] : [{ node, wiener }];
    });
    const circle = model.interpretation === "stratonovich";
    return {
      species: name,
      text: equationText(name, drift, noise, circle),
      mathml: equationMathML(name, drift, noise, circle),
    };
  });
}

interface NoiseTerm {
  readonly node: Node;
  readonly wiener: string;
}

function equationText(
  name: string,
  drift: Node | undefined,
  noise: readonly NoiseTerm[],
  circle: boolean,
): string {
  const terms = drift && !isConstant(drift, 0) ? [`${factorText(drift)} dt`] : [];
  for (const { node, wiener } of noise)
    terms.push(`${factorText(node)} ${circle ? "∘ " : ""}d${wiener}`);
  return `d${name} = ${terms.length > 0 ? terms.join(" + ") : "0"}`;
}

function factorText(node: Node): string {
  return precedenceOf(node) < PRECEDENCE.product
    ? `(${expressionText(node)})`
    : expressionText(node);
}

const D = '<mi mathvariant="normal">d</mi>';

function equationMathML(
  name: string,
  drift: Node | undefined,
  noise: readonly NoiseTerm[],
  circle: boolean,
): string {
  const terms =
    drift && !isConstant(drift, 0)
      ? [`${factorMathML(drift)}<mspace width="0.2em"/>${D}<mi>t</mi>`]
      : [];
  for (const { node, wiener } of noise) {
    const symbol = circle ? "<mo>∘</mo>" : '<mspace width="0.2em"/>';
    terms.push(`${factorMathML(node)}${symbol}${D}${nameMathML(wiener)}`);
  }
  const right = terms.length > 0 ? terms.join("<mo>+</mo>") : "<mn>0</mn>";
  return `<math xmlns="http://www.w3.org/1998/Math/MathML" display="block"><mrow>${D}${nameMathML(name)}<mo>=</mo>${right}</mrow></math>`;
}

function factorMathML(node: Node): string {
  const inner = expressionMathML(node);
  return precedenceOf(node) < PRECEDENCE.product
    ? `<mrow><mo>(</mo>${inner}<mo>)</mo></mrow>`
    : inner;
}
