import { constant, elementwise, treeNormal } from "../graph/build.ts";
import { inScope } from "../graph/context.ts";
import { truth } from "../graph/logic.ts";
import type { Node } from "../graph/node.ts";
import { minus, plus } from "../graph/simplify.ts";
import { halve, type Increment } from "./brownian-bridge.ts";

/**
 * Where a path stands within a step: an interval of the binary tree of the step's halvings. Start and
 * length are shares of dt; both are dyadic, and so exact.
 */
export interface Place {
  /** Intervals that the path has been led over since its start. */
  readonly taken: Node;
  readonly start: Node;
  readonly length: Node;
  /** What drives the interval, one a Wiener process. */
  readonly driving: readonly Increment[];
  /** What drives the right halves that wait, by level: those of level l have the length 2^−l. */
  readonly waiting: readonly (readonly Increment[])[];
}

/** What a path carries from one part of a step to the next, beside its state. */
export interface Carried {
  readonly name: string;
  readonly initial: Node;
}

/** The first of what is carried: how many parts of steps a path has taken. */
const TAKEN = "taken";

/** What has to be carried so that a path knows its place: it starts with the whole of a step. */
export function carriedPlace(wiener: readonly string[], levels: number): Carried[] {
  const increments = (level: string): string[] =>
    wiener.flatMap((name) => [`${name}/${level}/xi`, `${name}/${level}/eta`]);
  const waiting = Array.from({ length: levels }, (_, l) => increments(`level_${l + 1}`));
  return [TAKEN, "start", "length", ...increments("now"), ...waiting.flat()].map((name) => ({
    name,
    initial: constant(name === "length" ? 1 : 0),
  }));
}

/**
 * The place that was carried.
 *
 * @param whole what drives the whole step, one a Wiener process: the same as without halvings.
 */
export function placeOf(
  carried: readonly Node[],
  levels: number,
  whole: readonly Increment[],
): Place {
  const [taken = constant(0), start = constant(0), length = constant(1), ...rest] = carried;
  const increments = rest.flatMap((xi, i) => {
    const eta = rest[i + 1];
    return i % 2 === 0 && eta ? [{ xi, eta }] : [];
  });
  const isWhole = elementwise("lessEqual", constant(1), length);
  const ofLevel = (level: number): Increment[] =>
    increments.slice(level * whole.length, (level + 1) * whole.length);
  return {
    taken,
    start,
    length,
    driving: chosen(isWhole, whole, ofLevel(0)),
    waiting: Array.from({ length: levels }, (_, l) => ofLevel(l + 1)),
  };
}

/** Where a path goes on after an interval: the next one of the same step, or the next step. */
export interface Next {
  /** What is to be carried. */
  readonly carried: Node[];
  /** Whether the step is done. */
  readonly done: Node;
}

/** Goes on from a place: past it where it is accepted, to its left half where it isn't. */
export function goOn(place: Place, accepted: Node): Next {
  const after = inScope("next", () => nextInterval(place));
  const halves = inScope("halves", () => halvesOf(place));
  const driving = chosen(
    accepted,
    after.driving,
    halves.map(({ left }) => left),
  );
  // A right half waits at the next level; what deeper levels hold is of intervals that are over.
  const rejected = elementwise("select", accepted, constant(0), place.length);
  const waiting = place.waiting.map((increments, l) =>
    chosen(
      elementwise("less", constant(2 ** -(l + 1)), rejected),
      halves.map(({ right }) => right),
      increments,
    ),
  );
  const half = elementwise("mul", place.length, constant(1 / 2));
  const carried = [
    plus(place.taken, truth(accepted)),
    elementwise("select", accepted, after.start, place.start),
    elementwise("select", accepted, after.length, half),
    ...[...driving, ...waiting.flat()].flatMap(({ xi, eta }) => [xi, eta]),
  ];
  const end = elementwise("select", accepted, after.end, constant(0));
  return { carried, done: elementwise("lessEqual", constant(1), end) };
}

/**
 * The interval that follows: at an end whose last binary digit is 2^−l, the right half that waits at
 * level l; at the step's end the whole of the next step.
 */
function nextInterval({ start, length, driving, waiting }: Place): Omit<
  Place,
  "waiting" | "taken"
> & {
  readonly end: Node;
} {
  const end = plus(start, length);
  let rest = end;
  let next: Pick<Place, "length" | "driving"> = { length: constant(1), driving };
  waiting.forEach((increments, l) => {
    const digit = constant(2 ** -(l + 1));
    const isSet = elementwise("lessEqual", digit, rest);
    rest = elementwise("select", isSet, minus(rest, digit), rest);
    next = {
      length: elementwise("select", isSet, digit, next.length),
      driving: chosen(isSet, increments, next.driving),
    };
  });
  const over = elementwise("lessEqual", constant(1), end);
  return {
    end,
    start: elementwise("select", over, constant(0), end),
    length: elementwise("select", over, constant(1), next.length),
    driving: next.driving,
  };
}

/** Both halves of an interval, one pair a Wiener process: the bridge's normals are keyed by its number. */
function halvesOf({ start, length, driving }: Place): ReturnType<typeof halve>[] {
  // Heap order: 1 is the whole step, 2n and 2n + 1 are the halves of n.
  const number = elementwise("div", plus(constant(1), start), length);
  return driving.map((increment, j) =>
    halve(increment, treeNormal(number, j), treeNormal(number, driving.length + j)),
  );
}

function chosen(condition: Node, yes: readonly Increment[], no: readonly Increment[]): Increment[] {
  return yes.flatMap((increment, j) => {
    const other = no[j];
    return other
      ? [
          {
            xi: elementwise("select", condition, increment.xi, other.xi),
            eta: elementwise("select", condition, increment.eta, other.eta),
          },
        ]
      : [];
  });
}
