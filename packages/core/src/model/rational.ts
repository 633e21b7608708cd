import { elementwise } from "../graph/build.ts";
import { topologicalOrder } from "../graph/graph.ts";
import type { Node } from "../graph/node.ts";
import { OPS } from "../graph/op.ts";
import { showAttributes } from "../graph/print.ts";
import {
  monomial,
  type Polynomial,
  type Powers,
  power,
  product,
  scalar,
  scalarValue,
  scaled,
  sum,
  termsOf,
  ZERO,
} from "./polynomial.ts";

/** A polynomial over a product of powers of polynomials of several terms (by their nodes' numbers). */
export interface Rational {
  readonly numerator: Polynomial;
  readonly denominator: Powers;
}

/** Sums are expanded up to this power. */
const MAX_POWER = 8;

const polynomialOnly = (numerator: Polynomial): Rational => ({
  numerator,
  denominator: new Map(),
});

/**
 * Expressions expanded into rational functions of atoms, in which equal things cancel; atoms are what
 * isn't a sum, product, quotient or power. Equal expressions are the same atom.
 *
 * Identities hold wherever both sides are finite: x/x is 1, √x·√x is x.
 */
export class Expansions {
  readonly #numbers = new Map<string, number>();
  readonly #numberOf = new Map<Node, number>();
  readonly #nodes: Node[] = [];
  readonly #known = new Map<Node, Rational | undefined>();

  /** An expression as a rational function; undefined if it becomes too large. */
  expand(root: Node): Rational | undefined {
    for (const node of topologicalOrder([root])) {
      if (!this.#known.has(node)) this.#known.set(node, this.#expandNode(node));
    }
    return this.#known.get(root);
  }

  /** The node of an atom or of a factor of a denominator. */
  node(number: number): Node {
    const found = this.#nodes[number];
    if (!found) throw new Error(`no expression has the number ${number}`);
    return found;
  }

  /** Equal expressions have equal numbers. */
  #number(node: Node): number {
    const known = this.#numberOf.get(node);
    if (known !== undefined) return known;
    const inputs = node.inputs.map((input) => this.#number(input));
    if (OPS[node.op].commutative) inputs.sort((a, b) => a - b);
    const key = `${node.op}[${showAttributes(node)}](${inputs.join()})`;
    const number = this.#numbers.get(key) ?? this.#nodes.push(node) - 1;
    this.#numbers.set(key, number);
    this.#numberOf.set(node, number);
    return number;
  }

  #expandNode(node: Node): Rational | undefined {
    const [left, right] = node.inputs;
    const [a, b] = node.inputs.map((input) => this.#known.get(input));
    switch (node.op) {
      case "constant":
        return Number.isFinite(node.attributes.value)
          ? polynomialOnly(scalar(node.attributes.value))
          : this.#atom(node);
      case "neg":
        return a && { ...a, numerator: scaled(a.numerator, -1) };
      case "add":
        return a && b && this.#sum(a, b);
      case "sub":
        return a && b && this.#sum(a, { ...b, numerator: scaled(b.numerator, -1) });
      case "mul":
        return a && b && this.#product(a, b);
      case "div":
        return a && b && right && this.#quotient(node, a, b, right);
      case "pow":
        return a && b && left && this.#power(node, left, a, b);
      case "sqrt":
        return (a && this.#atomPower(a, 0.5)) ?? this.#atom(node);
      default:
        return this.#atom(node);
    }
  }

  #atom(node: Node): Rational {
    return polynomialOnly(monomial(new Map([[this.#number(node), 1]]), 1));
  }

  #sum(a: Rational, b: Rational): Rational | undefined {
    const denominator = new Map(a.denominator);
    for (const [factor, n] of b.denominator) {
      denominator.set(factor, Math.max(n, denominator.get(factor) ?? 0));
    }
    const [left, right] = [a, b].map((side) => this.#over(side, denominator));
    const numerator = left && right && sum(left, right);
    return numerator && { numerator, denominator: numerator.size === 0 ? new Map() : denominator };
  }

  /** The numerator over a multiple of the denominator. */
  #over({ numerator, denominator }: Rational, common: Powers): Polynomial | undefined {
    let result: Polynomial | undefined = numerator;
    for (const [factor, n] of common) {
      const missing = n - (denominator.get(factor) ?? 0);
      const polynomial = this.#known.get(this.node(factor))?.numerator;
      const multiplier = polynomial && power(polynomial, missing);
      result = result && multiplier && product(result, multiplier);
    }
    return result;
  }

  #product(a: Rational, b: Rational): Rational | undefined {
    const plain = product(a.numerator, b.numerator);
    const numerator = plain && this.#withoutRoots(plain);
    if (!numerator) return undefined;
    if (numerator.size === 0) return polynomialOnly(ZERO);
    const denominator = new Map(a.denominator);
    for (const [factor, n] of b.denominator) {
      denominator.set(factor, n + (denominator.get(factor) ?? 0));
    }
    return { numerator, denominator };
  }

  /** (√u)² is u, for roots of sums. */
  #withoutRoots(polynomial: Polynomial): Polynomial | undefined {
    let result: Polynomial | undefined = ZERO;
    for (const { powers, coefficient } of termsOf(polynomial)) {
      const rest = new Map(powers);
      let term: Polynomial | undefined = scalar(coefficient);
      for (const [atom, n] of powers) {
        const [radicand] = this.node(atom).op === "sqrt" ? this.node(atom).inputs : [];
        const inner = radicand && this.#known.get(radicand);
        if (!inner || inner.denominator.size > 0 || n < 2) continue;
        rest.set(atom, n % 2);
        const factor = power(inner.numerator, Math.floor(n / 2));
        term = term && factor && product(term, factor);
      }
      const whole = term && product(term, monomial(rest, 1));
      result = result && whole && sum(result, whole);
    }
    return result;
  }

  #quotient(node: Node, a: Rational, b: Rational, divisor: Node): Rational | undefined {
    if (b.denominator.size > 0 || b.numerator.size === 0) return this.#atom(node);
    const [only, ...more] = termsOf(b.numerator);
    if (only && more.length === 0) {
      const inverse = new Map([...only.powers].map(([atom, n]): [number, number] => [atom, -n]));
      return this.#product(a, polynomialOnly(monomial(inverse, 1 / only.coefficient)));
    }
    const factor = this.#number(divisor);
    // Equal divisors have one number but may be different nodes; the first one is expanded already.
    return this.#product(a, { numerator: scalar(1), denominator: new Map([[factor, 1]]) });
  }

  #power(node: Node, base: Node, a: Rational, exponent: Rational): Rational | undefined {
    if (exponent.denominator.size > 0) return this.#atom(node);
    const value = scalarValue(exponent.numerator);
    if (value === undefined) return this.#symbolicPower(base, a, exponent.numerator, node);
    if (Number.isInteger(value) && value >= 0 && value <= MAX_POWER) {
      let result: Rational | undefined = polynomialOnly(scalar(1));
      for (let i = 0; i < value && result; i++) result = this.#product(result, a);
      return result;
    }
    return this.#atomPower(a, value) ?? this.#atom(node);
  }

  /** A power of a lone atom. */
  #atomPower({ numerator, denominator }: Rational, exponent: number): Rational | undefined {
    const [only, ...more] = termsOf(numerator);
    if (!only || more.length > 0 || denominator.size > 0 || only.coefficient !== 1)
      return undefined;
    const [[atom, n] = [0, 0], ...others] = only.powers;
    if (others.length > 0 || n !== 1 || this.node(atom).op === "sqrt") return undefined;
    return polynomialOnly(monomial(new Map([[atom, exponent]]), 1));
  }

  /** x^(n − 1) is x^n · x^−1, so that it cancels against x^n. */
  #symbolicPower(base: Node, a: Rational, exponent: Polynomial, node: Node): Rational | undefined {
    const shift = exponent.get("") ?? 0;
    const whole = shift === 0 ? undefined : this.#atomPower(a, shift);
    if (!whole) return this.#atom(node);
    const rest = this.#withoutShift(node.inputs[1], shift);
    if (!rest) return this.#atom(node);
    return this.#product(whole, this.#atom(elementwise("pow", base, rest)));
  }

  /** n of an exponent written as n − 1, n + 1 or 1 + n. */
  #withoutShift(exponent: Node | undefined, shift: number): Node | undefined {
    const [a, b] = exponent?.inputs ?? [];
    const numberOf = (node: Node | undefined): number | undefined => {
      const known = node && this.#known.get(node);
      return known?.denominator.size === 0 ? scalarValue(known.numerator) : undefined;
    };
    if (exponent?.op === "sub") return numberOf(b) === -shift ? a : undefined;
    if (exponent?.op !== "add") return undefined;
    if (numberOf(b) === shift) return a;
    return numberOf(a) === shift ? b : undefined;
  }
}

/**
 * Whether an expression is zero wherever it is finite, by expansion; false means that this could not
 * be proved.
 */
export function isProvablyZero(root: Node): boolean {
  return new Expansions().expand(root)?.numerator.size === 0;
}
