import type { GraphDef, NodeDef } from "../graph/graph.ts";
import type { Report } from "./finding.ts";

/** Looks for what keeps TensorBoard from drawing a graph as it is. */
export function checkGraph(graph: GraphDef, what: string, report: Report): void {
  checkNames(graph.node, what, report);
  checkInputs(graph.node, what, report);
  for (const { signature, nodeDef } of graph.library?.function ?? []) {
    checkNames(nodeDef, `function "${signature.name}" of ${what}`, report);
  }
}

function checkNames(nodes: readonly NodeDef[], what: string, report: Report): void {
  const names = new Set<string>();
  const scopes = new Set<string>();
  for (const { name } of nodes) {
    if (names.has(name)) report("duplicate-node", `${what} has two nodes named "${name}"`);
    names.add(name);
    for (let at = name.indexOf("/"); at > 0; at = name.indexOf("/", at + 1)) {
      scopes.add(name.slice(0, at));
    }
  }
  for (const name of names) {
    if (scopes.has(name)) {
      report("op-and-scope-share-name", `"${name}" names an op and a scope of ${what}`);
    }
  }
}

function checkInputs(nodes: readonly NodeDef[], what: string, report: Report): void {
  const names = new Set(nodes.map(({ name }) => name));
  for (const { name, input = [] } of nodes) {
    for (const source of input) {
      if (names.has(nodeOf(source))) continue;
      report("unknown-input", `node "${name}" of ${what} takes "${source}", which isn't there`);
    }
  }
}

/** The node that an input comes from: without `^` and without the output's number. */
function nodeOf(input: string): string {
  return input.replace(/^\^/, "").replace(/:\d+$/, "");
}
