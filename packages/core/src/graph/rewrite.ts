import { makeNode } from "./build.ts";
import { inContext, joinScopes } from "./context.ts";
import { type Graph, nodesOf, topologicalOrder } from "./graph.ts";
import type { Node } from "./node.ts";

/** What became of nodes: old node → new node. A rewrite leaves out those that stay as they are. */
export type Replacements = Map<Node, Node>;

/**
 * A rule: the node that replaces `node`, whose inputs are already rewritten; `node` to keep it.
 * `original` is what it was before its inputs were rewritten.
 */
export type Rule = (node: Node, original: Node) => Node;

/** A copy of a node with other inputs, in its own scope and with its origin; itself if unchanged. */
export function withInputs(node: Node, inputs: readonly Node[]): Node {
  if (inputs.every((input, i) => input === node.inputs[i])) return node;
  return inContext({ scope: node.scope, origin: node.origin }, () =>
    makeNode(node.op, inputs, node.attributes),
  );
}

/** The replacement of a node; an error if it has none, since that would be a broken rewrite. */
export function lookUp(replacements: ReadonlyMap<Node, Node>, node: Node): Node {
  const found = replacements.get(node);
  if (!found) throw new Error(`no replacement recorded for a ${node.op} node in "${node.scope}"`);
  return found;
}

/**
 * Applies a rule to every node of a graph, inputs first, and to the bodies of its scans.
 *
 * New nodes that a rule builds get the scope and origin of the node they replace.
 *
 * @returns the same graph if nothing was replaced.
 */
export function rewriteGraph(graph: Graph, rule: Rule, replaced: Replacements = new Map()): Graph {
  for (const node of nodesOf(graph)) {
    const entered = enterBody(withReplacedInputs(node, replaced), rule, replaced);
    // A node serves as its own context: it has a scope and an origin.
    const next = inContext(node, () => rule(entered, node));
    // A rule for scans may have said what a node of the body becomes; here it is the one outside.
    if (next !== node || replaced.has(node)) replaced.set(node, next);
  }
  const now = (node: Node): Node => replaced.get(node) ?? node;
  const stays = (node: Node): boolean => now(node) === node;
  if (graph.arguments.every(stays) && graph.outputs.every(({ node }) => stays(node))) return graph;
  return {
    name: graph.name,
    arguments: graph.arguments.map((node) => expectArgument(now(node))),
    outputs: graph.outputs.map(({ name, node }) => ({ name, node: now(node) })),
  };
}

function withReplacedInputs(node: Node, replaced: Replacements): Node {
  // Most nodes stay as they are: no array is made for these.
  if (!node.inputs.some((input) => replaced.has(input))) return node;
  return withInputs(
    node,
    node.inputs.map((input) => replaced.get(input) ?? input),
  );
}

function enterBody(node: Node, rule: Rule, replaced: Replacements): Node {
  if (node.op !== "scan") return node;
  const body = rewriteGraph(node.attributes.body, rule, replaced);
  if (body === node.attributes.body) return node;
  return inContext({ scope: node.scope, origin: node.origin }, () =>
    makeNode("scan", node.inputs, { ...node.attributes, body }),
  );
}

function expectArgument(node: Node): Node<"argument"> {
  if (node.op !== "argument") throw new Error(`a rule replaced a body's argument by ${node.op}`);
  return node;
}

/**
 * Replaces leaves of a template: copies what depends on them into the current scope.
 *
 * A copied node's scope is the current one joined with the scope that it had in the template.
 */
export function substitute(
  roots: readonly Node[],
  bindings: ReadonlyMap<Node, Node>,
  scope: string,
): Node[] {
  const copies: Replacements = new Map(bindings);
  for (const node of topologicalOrder(roots)) {
    if (copies.has(node)) continue;
    if (node.op === "variable" || node.op === "argument") {
      copies.set(node, node); // shaped by whoever made them; unbound ones stay as they are
      continue;
    }
    const inputs = node.inputs.map((input) => lookUp(copies, input));
    const copy = inContext({ scope: joinScopes(scope, node.scope), origin: node.origin }, () =>
      makeNode(node.op, inputs, node.attributes),
    );
    copies.set(node, copy);
  }
  return roots.map((root) => lookUp(copies, root));
}
