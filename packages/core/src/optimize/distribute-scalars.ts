import { add, div, mul, neg, sub } from "../graph/build.ts";
import type { Node } from "../graph/node.ts";
import { type Replacements, rewriteGraph } from "../graph/rewrite.ts";
import { perPath } from "../graph/shape.ts";
import { fold } from "./fold-constants.ts";
import type { Pass } from "./pass.ts";
import { countUses } from "./uses.ts";

/**
 * Takes a scalar factor into a sum whose every term has a scalar factor of its own to join:
 * dt·(s/q − γ·x) becomes (dt·s)/q − (dt·γ)·x, one multiplication less.
 *
 * The error stays within a few roundings of the largest term, as it was.
 */
export const distributeScalars: Pass = {
  name: "distribute-scalars",
  title: "a scalar factor of a sum joins those of its terms, where that saves a multiplication",
  run(graph) {
    const replaced: Replacements = new Map();
    const uses = countUses(graph);
    const once = new Set<Node>();
    const next = rewriteGraph(
      graph,
      (node, original) => {
        const result = distribute(node, once);
        if (uses.get(original) === 1) once.add(result);
        return result;
      },
      replaced,
    );
    return { graph: next, replaced };
  },
};

function distribute(node: Node, once: ReadonlySet<Node>): Node {
  const [a, b] = node.inputs;
  if (node.op !== "mul" || !a || !b || perPath(a.shape) === perPath(b.shape)) return node;
  const [sum, scalar] = perPath(a.shape) ? [a, b] : [b, a];
  if (sum.op !== "add" && sum.op !== "sub") return node;
  return absorbs(sum, once) ? absorb(sum, scalar) : node;
}

/** Whether a term can take a scalar factor without an operation more. */
function absorbs(term: Node, once: ReadonlySet<Node>): boolean {
  const [a, b] = term.inputs;
  if (!perPath(term.shape)) return true;
  if (!once.has(term) || !a) return false;
  if (term.op === "neg") return absorbs(a, once);
  if (!b) return false;
  if (term.op === "add" || term.op === "sub") return absorbs(a, once) && absorbs(b, once);
  if (term.op === "mul") return !perPath(a.shape) || !perPath(b.shape);
  return term.op === "div" && !perPath(a.shape);
}

/** scalar·term, for a term that absorbs. */
function absorb(term: Node, scalar: Node): Node {
  const [a, b] = term.inputs;
  if (!perPath(term.shape) || !a) return fold(mul(term, scalar));
  if (term.op === "neg") return neg(absorb(a, scalar));
  if (!b) return mul(term, scalar);
  if (term.op === "add") return add(absorb(a, scalar), absorb(b, scalar));
  if (term.op === "sub") return sub(absorb(a, scalar), absorb(b, scalar));
  if (term.op === "div") return div(fold(mul(a, scalar)), b);
  return perPath(a.shape) ? mul(a, fold(mul(b, scalar))) : mul(fold(mul(a, scalar)), b);
}
