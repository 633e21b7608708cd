import { constant } from "../graph/build.ts";
import { type Graph, scanOf, topologicalOrder } from "../graph/graph.ts";
import type { Node } from "../graph/node.ts";
import { type Replacements, rewriteGraph } from "../graph/rewrite.ts";
import { perPath } from "../graph/shape.ts";
import type { Pass } from "./pass.ts";

/**
 * Replaces parameters by their values: the graph is then of these values only, but a constant
 * exponent becomes a few multiplications where a parameter would need a general power.
 */
export function specialize(graph: Graph, values: ReadonlyMap<string, number>): Graph {
  return specializing(values).run(graph).graph;
}

/** Specialization to given values as a pass. */
export function specializing(values: ReadonlyMap<string, number>): Pass {
  const bind = (node: Node): Node => {
    const value = node.op === "parameter" ? values.get(node.attributes.name) : undefined;
    return value === undefined ? node : constant(value);
  };
  return {
    name: "specialize",
    title: "parameters that are exponents become constants",
    run(graph) {
      const replaced: Replacements = new Map();
      return { graph: rewriteGraph(graph, bind, replaced), replaced };
    },
  };
}

/**
 * The parameters on which an exponent of a per-path power depends; those that pay to specialize.
 *
 * Looks through the arguments of the scan's body to what is passed for them.
 */
export function exponentParameters(graph: Graph): Set<string> {
  const exponents = perPathExponents(graph.outputs.map(({ node }) => node));
  const loop = scanOf(graph);
  if (loop) {
    const { body, carry } = loop.attributes;
    const within = perPathExponents(body.outputs.map(({ node }) => node));
    for (const node of topologicalOrder(within)) {
      const passed = node.op === "argument" ? loop.inputs[node.attributes.index] : undefined;
      // A carry as exponent is the state itself: its parameters are not the exponent's.
      if (passed && node.op === "argument" && node.attributes.index >= carry)
        exponents.push(passed);
      else if (node.op === "parameter") exponents.push(node);
    }
  }
  const names = topologicalOrder(exponents).flatMap((node) =>
    node.op === "parameter" ? [node.attributes.name] : [],
  );
  return new Set(names);
}

function perPathExponents(roots: readonly Node[]): Node[] {
  return topologicalOrder(roots).flatMap((node) => {
    const [base, exponent] = node.inputs;
    const found =
      node.op === "pow" && base && exponent && perPath(base.shape) && !perPath(exponent.shape);
    return found ? [exponent] : [];
  });
}
