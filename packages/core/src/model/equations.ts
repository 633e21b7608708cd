import type { Node } from "../graph/node.ts";
import { isConstant } from "../graph/simplify.ts";
import { factorMathML } from "./expression-mathml.ts";
import { factorText } from "./expression-text.ts";
import type { Model } from "./model.ts";
import { nameMathML } from "./name-mathml.ts";

/** One equation dx = a dt + b dW of a model, to be read. */
export interface ModelEquation {
  readonly species: string;
  /** `dx = theta*(mu - x) dt + sigma dW_x` */
  readonly text: string;
  /** A `math` element. */
  readonly mathml: string;
}

/** A factor of dt or of a Wiener process's increment. */
interface Term {
  readonly factor: Node;
  readonly wiener: string | undefined;
}

/** A model's equations, one a species; a Stratonovich integral is written with ∘. */
export function modelEquations(model: Model): ModelEquation[] {
  return model.species.map(({ name }, i) => {
    const terms = termsOf(model, i);
    const circle = model.interpretation === "stratonovich";
    return {
      species: name,
      text: `d${name} = ${sumText(terms, circle)}`,
      mathml: `<math xmlns="http://www.w3.org/1998/Math/MathML" display="block"><mrow>${D}${nameMathML(name)}<mo>=</mo>${sumMathML(terms, circle)}</mrow></math>`,
    };
  });
}

const D = '<mi mathvariant="normal">d</mi>';
const SPACE = '<mspace width="0.167em"/>';
const MINUS = "<mo>−</mo>";

function termsOf({ drift, diffusion, wiener }: Model, i: number): Term[] {
  const entries = [drift[i], ...(diffusion[i] ?? [])];
  return entries.flatMap((factor, j) =>
    factor === undefined || isConstant(factor, 0)
      ? []
      : [{ factor, wiener: j === 0 ? undefined : wiener[j - 1] }],
  );
}

/** `W1` and `W_x` stand for themselves; a process called `forward` is written W_forward. */
function processName(wiener: string): string {
  return /^W(_|\d|$)/.test(wiener) ? wiener : `W_${wiener}`;
}

function sumText(terms: readonly Term[], circle: boolean): string {
  const texts = terms.map(({ factor, wiener }) => {
    const increment = wiener === undefined ? "dt" : `d${processName(wiener)}`;
    const operator = circle && wiener !== undefined ? " ∘ " : " ";
    const text = factorText(factor);
    if (text === "1") return increment;
    return text === "-1" ? `-${increment}` : `${text}${operator}${increment}`;
  });
  return texts.length === 0 ? "0" : texts.reduce(joinText);
}

function joinText(sum: string, term: string): string {
  return term.startsWith("-") ? `${sum} - ${term.slice(1)}` : `${sum} + ${term}`;
}

function sumMathML(terms: readonly Term[], circle: boolean): string {
  const parts = terms.map(({ factor, wiener }) => {
    const name = wiener === undefined ? "<mi>t</mi>" : nameMathML(processName(wiener));
    const operator = circle && wiener !== undefined ? "<mo>∘</mo>" : SPACE;
    const xml = isConstant(factor, 1) ? "" : `${factorMathML(factor).xml}${operator}`;
    return `${xml}${D}${name}`;
  });
  return parts.length === 0 ? "<mn>0</mn>" : parts.reduce(joinMathML);
}

function joinMathML(sum: string, term: string): string {
  return term.startsWith(MINUS) ? `${sum}${term}` : `${sum}<mo>+</mo>${term}`;
}
