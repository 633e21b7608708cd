import type { Node } from "../graph/node.ts";
import { type ElementwiseOp, OPS } from "../graph/op.ts";

/** What a pattern's names stand for in a match. */
export type Match = Readonly<Record<string, Node>>;

/** A shape of expression to look for. */
export type Pattern =
  | { readonly kind: "any"; readonly name: string; readonly where: (node: Node) => boolean }
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "constant"; readonly name: string; readonly where: (value: number) => boolean }
  | {
      readonly kind: "op";
      readonly op: ElementwiseOp;
      readonly inputs: readonly Pattern[];
      readonly once: boolean;
    };

/** Any expression; the same name twice means the very same node. */
export function any(name: string, where: (node: Node) => boolean = () => true): Pattern {
  return { kind: "any", name, where };
}

/** This very number, whatever the sign of zero. */
export function number(value: number): Pattern {
  return { kind: "number", value };
}

/** A constant with a property. */
export function constantWhere(name: string, where: (value: number) => boolean): Pattern {
  return { kind: "constant", name, where };
}

/** An op of expressions. */
export function op(name: ElementwiseOp, ...inputs: readonly Pattern[]): Pattern {
  return { kind: "op", op: name, inputs, once: false };
}

/** An op whose result has no other use, so that it goes away when the whole match is replaced. */
export function opOnce(name: ElementwiseOp, ...inputs: readonly Pattern[]): Pattern {
  return { kind: "op", op: name, inputs, once: true };
}

/** Whether a node is used once. */
export type UsedOnce = (node: Node) => boolean;

/** What a pattern's names stand for, if it matches; inputs of commutative ops in any order. */
export function match(
  pattern: Pattern,
  node: Node,
  usedOnce: UsedOnce,
  bound: Match = {},
): Match | undefined {
  switch (pattern.kind) {
    case "number":
      return node.op === "constant" && node.attributes.value === pattern.value ? bound : undefined;
    case "constant":
      if (node.op !== "constant" || !pattern.where(node.attributes.value)) return undefined;
      return { ...bound, [pattern.name]: node };
    case "any": {
      const known = bound[pattern.name];
      if (known) return known === node ? bound : undefined;
      return pattern.where(node) ? { ...bound, [pattern.name]: node } : undefined;
    }
    case "op": {
      if (node.op !== pattern.op || (pattern.once && !usedOnce(node))) return undefined;
      const inOrder = matchAll(pattern.inputs, node.inputs, usedOnce, bound);
      if (inOrder || !OPS[pattern.op].commutative) return inOrder;
      return matchAll(pattern.inputs, node.inputs.toReversed(), usedOnce, bound);
    }
  }
}

function matchAll(
  patterns: readonly Pattern[],
  nodes: readonly Node[],
  usedOnce: UsedOnce,
  bound: Match,
): Match | undefined {
  let found: Match | undefined = bound;
  patterns.every((pattern, i) => {
    const node = nodes[i];
    found = node && found && match(pattern, node, usedOnce, found);
    return found;
  });
  return found;
}
