import { constant, div, mul, sqrt } from "../graph/build.ts";
import { type Graph, nodesOf } from "../graph/graph.ts";
import type { Node } from "../graph/node.ts";
import { type Replacements, rewriteGraph } from "../graph/rewrite.ts";
import { perPath } from "../graph/shape.ts";
import { additionChain, type Link } from "./addition-chain.ts";
import type { Pass } from "./pass.ts";

/** Beyond this exponent the roundings of a chain add up to more than a few units; pow stays. */
const LARGEST_CHAIN = 64;

/**
 * Powers with a constant integer or half-integer exponent become multiplications: the shortest chain
 * that makes all powers of the same base, with a square root and a reciprocal where needed.
 *
 * A chain for x^n has a relative error of at most n − 1 roundings.
 */
export const integerPowers: Pass = {
  name: "integer-powers",
  title: "constant powers become the shortest chain of multiplications",
  run(graph) {
    const replaced: Replacements = new Map();
    const wanted = wantedPowers(graph);
    const made = new Map<Node, Map<number, Node>>();
    const next = rewriteGraph(
      graph,
      (node, original) => {
        const power = powerOf(original);
        const [base] = node.inputs;
        if (!power || !base) return node;
        const known = made.get(power.base) ?? new Map([[1, base]]);
        made.set(power.base, known);
        return build(base, power.exponent, chainFor(wanted.get(power.base) ?? []), known);
      },
      replaced,
    );
    return { graph: next, replaced };
  },
};

interface Power {
  readonly base: Node;
  readonly exponent: number;
}

/** The base and exponent of a per-path power that is worth a chain. */
function powerOf(node: Node): Power | undefined {
  const [base, exponent] = node.inputs;
  if (node.op !== "pow" || !base || !perPath(base.shape) || exponent?.op !== "constant")
    return undefined;
  const { value } = exponent.attributes;
  const worthwhile = Number.isInteger(2 * value) && Math.abs(value) <= LARGEST_CHAIN && value !== 0;
  return worthwhile ? { base, exponent: value } : undefined;
}

/** The integer powers of each base that the graph and its bodies need. */
function wantedPowers(graph: Graph, wanted = new Map<Node, number[]>()): Map<Node, number[]> {
  for (const node of nodesOf(graph)) {
    if (node.op === "scan") wantedPowers(node.attributes.body, wanted);
    const power = powerOf(node);
    if (!power) continue;
    wanted.set(power.base, [
      ...(wanted.get(power.base) ?? []),
      Math.floor(Math.abs(power.exponent)),
    ]);
  }
  return wanted;
}

/** The joint chain of several powers; one after the other, where the joint search would be long. */
function chainFor(exponents: readonly number[]): readonly Link[] {
  const distinct = new Set(exponents.filter((exponent) => exponent > 1));
  if (distinct.size <= 3) return additionChain([...distinct]);
  return [...distinct].flatMap((exponent) => additionChain([exponent]));
}

function build(
  base: Node,
  exponent: number,
  chain: readonly Link[],
  made: Map<number, Node>,
): Node {
  const whole = Math.floor(Math.abs(exponent));
  const isHalf = whole !== Math.abs(exponent);
  const factors = [
    whole > 0 ? integerPower(whole, chain, made) : undefined,
    isHalf ? sqrt(base) : undefined,
  ];
  const value = factors.filter((factor) => factor !== undefined).reduce((a, b) => mul(a, b));
  return exponent < 0 ? div(constant(1), value) : value;
}

function integerPower(exponent: number, chain: readonly Link[], made: Map<number, Node>): Node {
  const known = made.get(exponent);
  if (known) return known;
  const link = chain.find((candidate) => candidate.exponent === exponent);
  if (!link) throw new Error(`the chain lacks the power ${exponent}`);
  const [left, right] = [
    integerPower(link.left, chain, made),
    integerPower(link.right, chain, made),
  ];
  const power = mul(left, right);
  made.set(exponent, power);
  return power;
}
