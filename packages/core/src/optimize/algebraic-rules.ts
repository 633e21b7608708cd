import type { Node } from "../graph/node.ts";
import type { Op } from "../graph/op.ts";
import { type Replacements, rewriteGraph } from "../graph/rewrite.ts";
import { ALGEBRAIC_RULES, type AlgebraicRule, operandsOf } from "./algebra.ts";
import { fold } from "./fold-constants.ts";
import type { Pass } from "./pass.ts";
import { match, type UsedOnce } from "./pattern.ts";
import { countUses } from "./uses.ts";

/** Applies the table of algebraic rules to every node until none matches. */
export const algebraicRules: Pass = {
  name: "algebraic-rules",
  title: "identities of algebra, from a table",
  run(graph) {
    const replaced: Replacements = new Map();
    const uses = countUses(graph);
    const usesOfNew = new Map<Node, number>();
    const usedOnce: UsedOnce = (node) => (usesOfNew.get(node) ?? 1) === 1;
    const next = rewriteGraph(
      graph,
      (node, original) => {
        const simplified = simplify(node, usedOnce);
        // Two nodes may have become one, which is then used by the users of both.
        usesOfNew.set(simplified, (usesOfNew.get(simplified) ?? 0) + (uses.get(original) ?? 1));
        return simplified;
      },
      replaced,
    );
    return { graph: next, replaced };
  },
};

/** A rule with the ops that its pattern wants among a node's inputs, to dismiss most nodes quickly. */
interface IndexedRule extends AlgebraicRule {
  readonly wants: readonly Op[];
}

const RULES_BY_OP: ReadonlyMap<Op, readonly IndexedRule[]> = indexRules();

function indexRules(): Map<Op, IndexedRule[]> {
  const index = new Map<Op, IndexedRule[]>();
  for (const rule of ALGEBRAIC_RULES) {
    const { pattern } = rule;
    if (pattern.kind !== "op") continue;
    const wants = pattern.inputs.flatMap((input): Op[] => {
      if (input.kind === "any") return [];
      return [input.kind === "op" ? input.op : "constant"];
    });
    index.set(pattern.op, [...(index.get(pattern.op) ?? []), { ...rule, wants }]);
  }
  return index;
}

function mayMatch({ wants }: IndexedRule, { inputs }: Node): boolean {
  return wants.every((op) => inputs.some((input) => input.op === op));
}

/** What a node becomes by the rules; itself if none matches. */
export function simplify(node: Node, usedOnce: UsedOnce): Node {
  for (const rule of RULES_BY_OP.get(node.op) ?? []) {
    if (!mayMatch(rule, node)) continue;
    const found = match(rule.pattern, node, usedOnce);
    if (found) return simplify(fold(rule.build(operandsOf(found))), usedOnce);
  }
  return node;
}
