import { argument, constant, makeNode } from "../graph/build.ts";
import { inContext } from "../graph/context.ts";
import { formula } from "../graph/formula.ts";
import { topologicalOrder } from "../graph/graph.ts";
import type { Node } from "../graph/node.ts";
import { isElementwise } from "../graph/op.ts";
import { lookUp, type Replacements, rewriteGraph, withInputs } from "../graph/rewrite.ts";
import { perPath, SCALAR } from "../graph/shape.ts";
import type { Pass } from "./pass.ts";
import { type Passed, passedTo, rebuildScan } from "./scan.ts";

/** The scope of what was moved out of a loop: its old scope is a part of the step. */
const HOISTED_SCOPE = "invariants";

/**
 * Moves out of the loop what is the same for all paths: what depends on parameters only is computed
 * once a run, what depends on time once a step, both in double precision.
 *
 * Only whole expressions are passed in, not their parts; constants stay constants of the body.
 */
export const hoistInvariants: Pass = {
  name: "hoist-invariants",
  title: "what is the same for all paths moves out of the loop",
  run(graph) {
    const replaced: Replacements = new Map();
    const next = rewriteGraph(
      graph,
      (node) => (node.op === "scan" ? hoist(node, replaced) : node),
      replaced,
    );
    return { graph: next, replaced };
  },
};

function hoist(loop: Node<"scan">, replaced: Replacements): Node {
  const { outputs } = loop.attributes.body;
  const order = topologicalOrder(outputs.map(({ node }) => node));
  const passed = passedTo(loop);
  const outside = computeOutside(order, passed);
  if ([...outside.keys()].every((node) => node.type === "bool")) return loop;
  const bodyScope = passed[0]?.argument.scope ?? loop.scope;
  const hoisted = new Map<Node, Passed>();
  const copies: Replacements = new Map();
  const inside = (node: Node): Node => {
    const known = copies.get(node);
    if (known) return known;
    const outer = outside.get(node);
    // Only floats can be passed in: a comparison that a per-path choice needs is made in the body.
    if (!outer || node.type === "bool") return withInputs(node, node.inputs.map(inside));
    const entry = passIn(node, outer, bodyScope);
    hoisted.set(node, entry);
    copies.set(node, entry.argument);
    return entry.argument;
  };
  for (const node of order) if (!outside.has(node)) copies.set(node, inside(node));
  const next = outputs.map(({ name, node }) => ({ name, node: inside(node) }));
  for (const [node, copy] of copies) replaced.set(node, copy);
  for (const [node, outer] of outside) if (node.type === "float") replaced.set(node, outer);
  return rebuildScan(loop, [...passed, ...hoisted.values()], next, replaced);
}

/** For each op of the body that is the same for all paths, the node outside that computes it. */
function computeOutside(order: readonly Node[], passed: readonly Passed[]): Map<Node, Node> {
  const inputs = new Map<Node, Node>(passed.map(({ argument: formal, input }) => [formal, input]));
  const outside = new Map<Node, Node>();
  for (const node of order) {
    if (!isElementwise(node.op) || perPath(node.shape)) continue;
    const outerInputs = node.inputs.map((input) => outsideOf(input, inputs, outside));
    const outer = inContext({ scope: HOISTED_SCOPE, origin: node.origin }, () =>
      makeNode(node.op, outerInputs, node.attributes),
    );
    outside.set(node, outer);
  }
  return outside;
}

function outsideOf(
  node: Node,
  inputs: ReadonlyMap<Node, Node>,
  outside: ReadonlyMap<Node, Node>,
): Node {
  if (node.op !== "constant") return outside.get(node) ?? lookUp(inputs, node);
  return inContext({ scope: HOISTED_SCOPE, origin: node.origin }, () =>
    constant(node.attributes.value),
  );
}

function passIn(node: Node, outer: Node, scope: string): Passed {
  // The index is given when the scan is rebuilt.
  const formal = inContext({ scope, origin: node.origin }, () =>
    argument(-1, formula(outer), SCALAR),
  );
  return {
    argument: formal,
    input: outer,
    passing: outer.shape.includes("steps") ? "slice" : "invariant",
  };
}
