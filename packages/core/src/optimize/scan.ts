import { argument, makeNode } from "../graph/build.ts";
import { inContext } from "../graph/context.ts";
import { type Output, topologicalOrder } from "../graph/graph.ts";
import type { Node } from "../graph/node.ts";
import { lookUp, type Replacements, withInputs } from "../graph/rewrite.ts";

/** How a value is passed to a scan's body. */
export type Passing = "carry" | "invariant" | "slice";

/** One argument of a scan's body and the node of the outer graph that is passed for it. */
export interface Passed {
  readonly argument: Node<"argument">;
  readonly input: Node;
  readonly passing: Passing;
}

/** The body's arguments with what is passed for them, in order. */
export function passedTo(loop: Node<"scan">): Passed[] {
  const { body, carry, invariants } = loop.attributes;
  return body.arguments.flatMap((formal, i) => {
    const input = loop.inputs[i];
    if (!input) return [];
    const passing = i < carry ? "carry" : i < carry + invariants ? "invariant" : "slice";
    return [{ argument: formal, input, passing }];
  });
}

/**
 * A scan like `loop` that passes other values and returns other results.
 *
 * @param passed what is passed, in any order; the arguments' indexes don't matter. What the results
 * don't use is dropped, but carries; what is passed twice is passed once.
 * @param outputs the body's results over these arguments.
 */
export function rebuildScan(
  loop: Node<"scan">,
  passed: readonly Passed[],
  outputs: readonly Output[],
  replaced: Replacements,
): Node<"scan"> {
  const order = topologicalOrder(outputs.map(({ node }) => node));
  const used = new Set(order);
  const of = (passing: Passing): Passed[] =>
    passed.filter(
      (each) => each.passing === passing && (passing === "carry" || used.has(each.argument)),
    );
  const [carry, invariants, slices] = [
    of("carry"),
    distinct(of("invariant")),
    distinct(of("slice")),
  ];
  const kept = [...carry, ...invariants, ...slices];
  const copies: Replacements = new Map();
  for (const [i, { argument: formal }] of kept.entries()) copies.set(formal, renumber(formal, i));
  mergeSame(passed, kept, copies);
  for (const node of order) {
    if (!copies.has(node))
      copies.set(
        node,
        withInputs(
          node,
          node.inputs.map((input) => lookUp(copies, input)),
        ),
      );
  }
  forward(replaced, copies);
  const body = {
    name: loop.attributes.body.name,
    arguments: kept.map(({ argument: formal }, i) => renumber(formal, i, copies)),
    outputs: outputs.map(({ name, node }) => ({ name, node: lookUp(copies, node) })),
  };
  return inContext({ scope: loop.scope, origin: loop.origin }, () =>
    makeNode(
      "scan",
      kept.map(({ input }) => input),
      {
        ...loop.attributes,
        body,
        carry: carry.length,
        invariants: invariants.length,
      },
    ),
  );
}

/** The first argument of those that the same value is passed for. */
function distinct(passed: readonly Passed[]): Passed[] {
  const byInput = new Map<Node, Passed>();
  for (const each of passed) if (!byInput.has(each.input)) byInput.set(each.input, each);
  return [...byInput.values()];
}

/** Arguments that the same value is passed for become the one that is kept. */
function mergeSame(passed: readonly Passed[], kept: readonly Passed[], copies: Replacements): void {
  for (const { argument: formal, input, passing } of passed) {
    if (copies.has(formal)) continue;
    const same = kept.find((each) => each.input === input && each.passing === passing);
    if (same) copies.set(formal, lookUp(copies, same.argument));
  }
}

function renumber(
  formal: Node<"argument">,
  index: number,
  copies?: Replacements,
): Node<"argument"> {
  const known = copies?.get(formal);
  if (known?.op === "argument") return known;
  if (formal.attributes.index === index) return formal;
  return inContext({ scope: formal.scope, origin: formal.origin }, () =>
    argument(index, formal.attributes.name, formal.shape),
  );
}

/** Follows what nodes became one step further, and records the nodes that are new in this step. */
function forward(replaced: Replacements, copies: ReadonlyMap<Node, Node>): void {
  replaced.forEach((next, node) => {
    const copy = copies.get(next);
    if (copy) replaced.set(node, copy);
  });
  for (const [node, copy] of copies) if (!replaced.has(node)) replaced.set(node, copy);
}
