import { parameter } from "../graph/build.ts";
import { currentScope, inContext, joinScopes } from "../graph/context.ts";
import { topologicalOrder } from "../graph/graph.ts";
import type { Node } from "../graph/node.ts";
import { substitute } from "../graph/rewrite.ts";
import type { Model } from "../model/model.ts";

/**
 * What each `parameter` node of a model's templates stands for in the simulation's graph.
 *
 * A plain parameter is an input; one that is an expression of others is that expression, unless it
 * is among `given` (set by the user), which makes it an input too.
 */
export function bindParameters(model: Model, given: ReadonlySet<string>): Map<string, Node> {
  const bound = new Map<string, Node>();
  const definitions = new Map(model.parameters.map((definition) => [definition.name, definition]));
  const resolve = (name: string): Node => {
    const known = bound.get(name);
    if (known) return known;
    const definition = definitions.get(name);
    const isInput = !definition || definition.value.op === "constant" || given.has(name);
    const scope = joinScopes("parameters", name);
    const node = inContext({ scope, origin: undefined }, () =>
      isInput ? parameter(name) : expression(definition.value, resolve),
    );
    bound.set(name, node);
    return node;
  };
  for (const { name } of model.parameters) resolve(name);
  return bound;
}

function expression(value: Node, resolve: (name: string) => Node): Node {
  return substitute([value], bindingsFor([value], resolve), currentScope())[0] ?? value;
}

/** Bindings for every `parameter` leaf below some roots. */
export function bindingsFor(
  roots: readonly Node[],
  resolve: (name: string) => Node,
): Map<Node, Node> {
  const leaves = topologicalOrder(roots).filter((node) => node.op === "parameter");
  return new Map(leaves.map((leaf) => [leaf, resolve(leaf.attributes.name)]));
}
