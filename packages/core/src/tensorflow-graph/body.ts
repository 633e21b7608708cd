import { joinScopes } from "../graph/context.ts";
import { nodesOf } from "../graph/graph.ts";
import type { Node } from "../graph/node.ts";
import type { TensorRef } from "./builder.ts";
import { forAllPaths } from "./loop.ts";
import { type Lowering, tensorOf } from "./lowering.ts";

/** Lowers a node of a scan's body. */
export type Lower = (node: Node, lowering: Lowering) => void;

/** Writes the ops of a scan's body; its results, for all paths. */
export function lowerBody(
  { attributes: { body } }: Node<"scan">,
  scope: string,
  lowering: Lowering,
  lower: Lower,
): TensorRef[] {
  for (const inner of nodesOf(body)) if (inner.op !== "argument") lower(inner, lowering);
  return body.outputs.map(({ node, name }) =>
    forAllPaths(lowering, tensorOf(lowering, node), joinScopes(scope, "state", name), "broadcast"),
  );
}
