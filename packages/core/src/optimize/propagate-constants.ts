import { constant } from "../graph/build.ts";
import { inContext } from "../graph/context.ts";
import { topologicalOrder } from "../graph/graph.ts";
import type { Node } from "../graph/node.ts";
import { lookUp, type Replacements, rewriteGraph, withInputs } from "../graph/rewrite.ts";
import type { Pass } from "./pass.ts";
import { type Passed, passedTo, rebuildScan } from "./scan.ts";

/** Constants that are passed to a scan's body become constants of the body. */
export const propagateConstants: Pass = {
  name: "propagate-constants",
  title: "constants passed into the loop become constants in it",
  run(graph) {
    const replaced: Replacements = new Map();
    const next = rewriteGraph(
      graph,
      (node) => (node.op === "scan" ? withConstants(node, replaced) : node),
      replaced,
    );
    return { graph: next, replaced };
  },
};

function isConstantInvariant({ passing, input }: Passed): boolean {
  return passing === "invariant" && input.op === "constant";
}

function withConstants(loop: Node<"scan">, replaced: Replacements): Node {
  const passed = passedTo(loop);
  if (!passed.some(isConstantInvariant)) return loop;
  const copies: Replacements = new Map();
  for (const { argument, input, passing } of passed) {
    if (passing !== "invariant" || input.op !== "constant") continue;
    const copy = (): Node => constant(input.attributes.value);
    copies.set(argument, inContext({ scope: argument.scope, origin: argument.origin }, copy));
  }
  const { outputs } = loop.attributes.body;
  for (const node of topologicalOrder(outputs.map((output) => output.node))) {
    if (!copies.has(node))
      copies.set(
        node,
        withInputs(
          node,
          node.inputs.map((input) => lookUp(copies, input)),
        ),
      );
  }
  for (const [node, copy] of copies) replaced.set(node, copy);
  const next = outputs.map(({ name, node }) => ({ name, node: lookUp(copies, node) }));
  return rebuildScan(
    loop,
    passed.filter((each) => !isConstantInvariant(each)),
    next,
    replaced,
  );
}
