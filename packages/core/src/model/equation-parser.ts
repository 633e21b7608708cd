import { nearest } from "../errors/nearest.ts";
import { constant, elementwise } from "../graph/build.ts";
import { fromOrigin } from "../graph/context.ts";
import { both, either } from "../graph/logic.ts";
import type { Node } from "../graph/node.ts";
import type { ElementwiseOp } from "../graph/op.ts";
import { activation, repression } from "./hill.ts";
import { equationError, type Token, tokenize } from "./tokens.ts";

/** What names mean in an equation's text. */
export type Names = ReadonlyMap<string, Node>;

type NamedFunction = { readonly arity: number; readonly build: (inputs: readonly Node[]) => Node };

const op = (name: ElementwiseOp, arity: number): [string, NamedFunction] => [
  name,
  { arity, build: (inputs) => elementwise(name, ...inputs) },
];

const hill =
  (build: typeof activation) =>
  ([x, K, n]: readonly Node[]): Node =>
    build(x ?? absent(), K ?? absent(), n ?? absent());

/** Stands for an argument that the check of arity has already asked for. */
const absent = (): Node => constant(Number.NaN);

/** Functions that equations may call. */
const FUNCTIONS: ReadonlyMap<string, NamedFunction> = new Map<string, NamedFunction>([
  ...(["abs", "sign", "floor", "sqrt", "exp", "log", "sin", "cos", "tan"] as const).map((name) =>
    op(name, 1),
  ),
  ...(["asin", "acos", "atan", "sinh", "cosh", "tanh"] as const).map((name) => op(name, 1)),
  ...(["pow", "min", "max"] as const).map((name) => op(name, 2)),
  ["if", { arity: 3, build: (inputs) => elementwise("select", ...inputs) }],
  ["hillActivation", { arity: 3, build: hill(activation) }],
  ["hillRepression", { arity: 3, build: hill(repression) }],
]);

const CONSTANTS: ReadonlyMap<string, number> = new Map([
  ["pi", Math.PI],
  ["e", Math.E],
]);

/** Infix operators: how tightly they bind to the left and to the right. */
const INFIX: Readonly<Record<string, readonly [left: number, right: number, ElementwiseOp]>> = {
  "<": [1, 2, "less"],
  ">": [1, 2, "less"],
  "<=": [1, 2, "lessEqual"],
  ">=": [1, 2, "lessEqual"],
  "+": [3, 4, "add"],
  "-": [3, 4, "sub"],
  "*": [5, 6, "mul"],
  "/": [5, 6, "div"],
  "^": [10, 9, "pow"],
  "**": [10, 9, "pow"],
};

/** A word that joins two conditions. */
interface Junction {
  readonly left: number;
  readonly right: number;
  readonly join: (a: Node, b: Node) => Node;
}

/** Both bind weaker than comparisons. */
const JUNCTIONS: Readonly<Record<string, Junction>> = {
  or: {
    left: 0.2,
    right: 0.3,
    join: either,
  },
  and: {
    left: 0.6,
    right: 0.7,
    join: both,
  },
};
/** A sign binds weaker than a power: −x² is −(x²), and 2^−x needs no parentheses. */
const SIGN = 8;
/** Parentheses deep enough for any formula; deeper ones would exhaust the stack. */
const MAX_DEPTH = 200;

/**
 * The node of an equation's text, such as `K^n/(K^n + x2^n) - gamma*x1`.
 *
 * Every node knows its columns of the text.
 *
 * @param where which equation it is, for errors: `drift of x1`.
 * @throws DriftgraphError `syntax` or `unknown-name`, with a caret under the place.
 */
export function parseEquation(text: string, where: string, names: Names): Node {
  return new Parser(text, where, names).parse();
}

/**
 * The node of a condition's text, such as `x1 > 0.8 and x2 < 0.2`: true or false.
 *
 * @throws DriftgraphError as `parseEquation`, and for text that is a number.
 */
export function parseCondition(text: string, where: string, names: Names): Node {
  return new Parser(text, where, names).parseCondition();
}

class Parser {
  readonly #text: string;
  readonly #where: string;
  readonly #names: Names;
  readonly #tokens: readonly Token[];
  #next = 0;
  #depth = 0;

  constructor(text: string, where: string, names: Names) {
    this.#text = text;
    this.#where = where;
    this.#names = names;
    this.#tokens = tokenize(text, where);
  }

  parseCondition(): Node {
    const node = this.#whole();
    if (node.type === "bool") return node;
    throw this.#error(
      "a number stands where a condition is expected",
      this.#peek(),
      "Compare it, as in x > 0.8.",
    );
  }

  #whole(): Node {
    const node = this.#expression(0);
    const rest = this.#peek();
    if (rest.kind !== "end") throw this.#error(`unexpected "${rest.text}"`, rest);
    return node;
  }

  parse(): Node {
    const node = this.#whole();
    const rest = this.#peek();
    if (node.type === "bool")
      throw this.#error(
        "a comparison stands where a number is expected",
        rest,
        "Use if(condition, a, b).",
      );
    return node;
  }

  #peek(): Token {
    return this.#tokens[this.#next] ?? { kind: "end", text: "", column: this.#text.length + 1 };
  }

  #take(): Token {
    const token = this.#peek();
    this.#next++;
    return token;
  }

  #expect(symbol: string, what: string): void {
    const token = this.#take();
    if (token.text !== symbol)
      throw this.#error(`expected "${symbol}" ${what}, found ${show(token)}`, token);
  }

  #expression(tightness: number): Node {
    if (++this.#depth > MAX_DEPTH)
      throw this.#error(`nested more than ${MAX_DEPTH} deep`, this.#peek());
    let left = this.#operand();
    for (;;) {
      const token = this.#peek();
      const junction = token.kind === "name" ? JUNCTIONS[token.text] : undefined;
      if (junction && junction.left >= tightness) {
        this.#take();
        left = this.#join(token, junction, left);
        continue;
      }
      const infix = token.kind === "symbol" ? INFIX[token.text] : undefined;
      if (!infix || infix[0] < tightness) break;
      this.#take();
      const right = this.#expression(infix[1]);
      const [a, b] = token.text.startsWith(">") ? [right, left] : [left, right];
      this.#checkNumbers([a, b], token);
      left = this.#from(token, () => elementwise(infix[2], a, b));
    }
    this.#depth--;
    return left;
  }

  #join(token: Token, { right, join }: Junction, left: Node): Node {
    const other = this.#expression(right);
    if (left.type === "bool" && other.type === "bool")
      return this.#from(token, () => join(left, other));
    throw this.#error(`${token.text} joins comparisons, found a number`, token);
  }

  #operand(): Node {
    const token = this.#take();
    if (token.kind === "number") return this.#from(token, () => constant(Number(token.text)));
    if (token.kind === "name")
      return this.#peek().text === "(" ? this.#call(token) : this.#name(token);
    if (token.text === "+") return this.#expression(SIGN);
    if (token.text === "-") {
      const operand = this.#expression(SIGN);
      return this.#from(token, () => elementwise("neg", operand));
    }
    if (token.text === "(") {
      const inner = this.#expression(0);
      this.#expect(")", "to close the parenthesis");
      return inner;
    }
    throw this.#error(`expected a value, found ${show(token)}`, token);
  }

  #name(token: Token): Node {
    const known = this.#names.get(token.text);
    if (known) return known;
    const value = CONSTANTS.get(token.text);
    if (value !== undefined) return this.#from(token, () => constant(value));
    const near = nearest(token.text, [...this.#names.keys(), ...CONSTANTS.keys()]);
    throw equationError(
      "unknown-name",
      `unknown name "${token.text}"`,
      this.#place(token),
      near ? `Did you mean "${near}"?` : `Known names: ${[...this.#names.keys()].join(", ")}.`,
    );
  }

  #call(token: Token): Node {
    const found = FUNCTIONS.get(token.text);
    if (!found) {
      const near = nearest(token.text, FUNCTIONS.keys());
      const hint = near
        ? `Did you mean "${near}"?`
        : `Known functions: ${[...FUNCTIONS.keys()].join(", ")}.`;
      throw equationError(
        "unknown-name",
        `unknown function "${token.text}"`,
        this.#place(token),
        hint,
      );
    }
    this.#expect("(", "after the function's name");
    const inputs = [this.#expression(0)];
    while (this.#peek().text === ",") {
      this.#take();
      inputs.push(this.#expression(0));
    }
    this.#expect(")", "to close the call");
    if (inputs.length !== found.arity) {
      throw this.#error(
        `${token.text} takes ${found.arity} ${found.arity === 1 ? "argument" : "arguments"}, found ${inputs.length}`,
        token,
      );
    }
    if (token.text === "if") {
      if (inputs[0]?.type !== "bool")
        throw this.#error("if needs a comparison as its first argument", token);
      this.#checkNumbers(inputs.slice(1), token);
    } else this.#checkNumbers(inputs, token);
    return this.#from(token, () => found.build(inputs));
  }

  #checkNumbers(inputs: readonly Node[], token: Token): void {
    if (inputs.some((input) => input.type === "bool")) {
      throw this.#error(
        "a comparison stands where a number is expected",
        token,
        "Use if(condition, a, b).",
      );
    }
  }

  #from(token: Token, build: () => Node): Node {
    const { text: source, column } = token;
    return fromOrigin(
      { equation: this.#where, text: this.#text, column, length: source.length },
      build,
    );
  }

  #place({ text, column }: Token): { text: string; where: string; column: number; length: number } {
    return { text: this.#text, where: this.#where, column, length: Math.max(1, text.length) };
  }

  #error(problem: string, token: Token, hint?: string): Error {
    return equationError("syntax", problem, this.#place(token), hint);
  }
}

function show(token: Token): string {
  return token.kind === "end" ? "the end" : `"${token.text}"`;
}
