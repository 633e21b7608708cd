import { type Graph, scanOf } from "../graph/graph.ts";
import type { Node } from "../graph/node.ts";

/** An op that gave a value which isn't finite though what it was given was. */
export interface Sighting {
  readonly node: Node;
  readonly value: number;
  /** The step in which it did; of an observable, that of its time. */
  readonly step: number;
  /** The species that outgrew what can be summed up, where no op gave anything but a finite value. */
  readonly outgrown?: { readonly species: string; readonly value: number };
}

/** A value of a node; undefined if it has none. */
export type ValueOf = (node: Node) => number | undefined;

/** Follows a value that isn't finite to the op that is to blame for it. */
export function originOf(node: Node, read: ValueOf): Node {
  let found = node;
  for (let cause = causeOf(found, read); cause; cause = causeOf(found, read)) found = cause;
  return found;
}

/** An input that isn't finite, and that the node's value is made of. */
function causeOf(node: Node, read: ValueOf): Node | undefined {
  const isWrong = (input: Node): boolean =>
    input.op !== "constant" && !Number.isFinite(read(input) ?? 0);
  if (node.op !== "select") return node.inputs.find(isWrong);
  const [condition, yes, no] = node.inputs;
  if (!condition) return undefined;
  const chosen = read(condition) ? yes : no;
  if (chosen && isWrong(chosen)) return chosen;
  // A constant that isn't finite was chosen, for what was compared.
  return condition.inputs.find(isWrong);
}

/** Looks on as a path is run for the op that led its state away. */
export interface StateSearch {
  watch(node: Node, value: number, step: number): void;
  /** Where the state stopped being finite; to be asked when the path has ended. */
  found(outer: (node: Node, step: number) => number | undefined): Sighting | undefined;
}

/** The values of one step, or of a part of one. */
interface Part {
  readonly values: Map<Node, number>;
  readonly step: number;
}

/**
 * Searches for the first step that ended with a state that isn't finite, and in it for the op to blame:
 * others may overflow on their way and still end well, as in 1/(1 + exp(x)).
 */
export function stateSearch(graph: Graph): StateSearch {
  const scan = scanOf(graph);
  const body = scan?.attributes.body;
  const carry = scan?.attributes.carry ?? 0;
  const [first] = body?.arguments ?? [];
  const states = new Set<Node>(body?.arguments.slice(0, carry));
  let before: Part | undefined;
  let now: Part | undefined;
  let spoilt: Part | "start" | undefined;
  return {
    watch(node, value, step) {
      if (spoilt) return;
      if (node === first || !now) {
        before = now;
        now = { values: new Map(), step };
      }
      now.values.set(node, value);
      if (states.has(node) && !Number.isFinite(value)) spoilt = before ?? "start";
    },
    found(outer) {
      if (!scan || !body) return undefined;
      const outerOrigin = (input: Node | undefined, step: number): Sighting | undefined => {
        if (!input) return undefined;
        const read: ValueOf = (of) => outer(of, step);
        const node = originOf(input, read);
        return { node, value: read(node) ?? Number.NaN, step };
      };
      const isWrong = (value: number | undefined): boolean => !Number.isFinite(value ?? 0);
      if (spoilt === "start") {
        const initial = scan.inputs.slice(0, carry).find((input) => isWrong(outer(input, 0)));
        return outerOrigin(initial, 0);
      }
      const part = spoilt ?? now;
      if (!part) return undefined;
      const { values, step } = part;
      const ends = body.outputs.slice(0, carry);
      const wrong = ends.find(({ node }) => isWrong(values.get(node)));
      if (!wrong) return undefined;
      const node = originOf(wrong.node, (of) => values.get(of));
      // What is the same for all paths is computed outside of the loop.
      if (node.op === "argument")
        return outerOrigin(scan.inputs[node.attributes.index], step) ?? undefined;
      const outgrown = isLoss(node) ? furthest(ends, values) : undefined;
      const value = values.get(node) ?? Number.NaN;
      return { node, value, step, ...(outgrown && { outgrown }) };
    },
  };
}

/** Whether a node makes NaN of a state that is too large. */
function isLoss({ op, scope }: Node): boolean {
  return op === "select" && scope.endsWith("/lost");
}

/** Of the states that were set to NaN together, the one that had gone furthest. */
function furthest(
  ends: Graph["outputs"],
  values: ReadonlyMap<Node, number>,
): Sighting["outgrown"] | undefined {
  const reached = ends.flatMap(({ name, node }) => {
    const value = isLoss(node) ? node.inputs[1] && values.get(node.inputs[1]) : undefined;
    return value === undefined ? [] : [{ species: name, value }];
  });
  return reached.toSorted((a, b) => Math.abs(b.value) - Math.abs(a.value))[0];
}
