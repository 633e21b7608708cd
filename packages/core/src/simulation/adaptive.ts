import { constant, elementwise } from "../graph/build.ts";
import { inScope } from "../graph/context.ts";
import { both, either, not } from "../graph/logic.ts";
import type { Node } from "../graph/node.ts";
import { plus, sum, times } from "../graph/simplify.ts";
import type { Model } from "../model/model.ts";
import type { Scheme } from "../schemes/scheme.ts";
import { component } from "../schemes/vector.ts";
import { goOn, type Place, placeOf } from "./halvings.ts";
import { type Guarded, guard } from "./positivity.ts";
import { type Resolve, type StepFrom, stepInputs } from "./step.ts";

/** What error a part of a step may make, and how short the parts may become. */
export interface Tolerance {
  /** As a share of a species' value. */
  readonly rtol: number;
  /** Beside that, in the species' unit. */
  readonly atol: number;
  /** How often a step may be halved: the shortest part is dt/2^halvings. */
  readonly halvings: number;
  /** The longest part, as a share of dt: 1 if not given. Longer ones are halved however accurate they seem. */
  readonly longest?: number;
}

/** One part of a step on each path, tried and judged. */
export interface AdaptivePart extends Guarded {
  /** What to carry to the next part; see `carriedPlace`. */
  readonly carried: Node[];
  /** Where the path's step is done. */
  readonly done: Node;
  /** Where the part was too inaccurate, and is halved. */
  readonly halved: Node;
  /** Where it was too inaccurate, but can't be halved any further. */
  readonly forced: Node;
}

/** Values beyond this are on their way out of every float type: shorter parts don't help. */
const HOPELESS = 1e30;

/**
 * A part of a step whose length adapts, path by path, to an estimate of its error.
 *
 * Steps are halved, never stretched, so that each part is driven by a node of one binary tree of the
 * step's Brownian path: a part that is rejected leaves no trace in the noise, and each path is the same
 * alone as in an ensemble. Source: J. G. Gaines & T. J. Lyons, SIAM J. Appl. Math. 57 (1997) 1455–1484;
 * the estimate is the scheme's own, see `Scheme.squaredError`.
 *
 * @param carried what was carried from the part before.
 */
export function adaptivePart(
  model: Model,
  scheme: Scheme,
  tolerance: Tolerance,
  resolve: Resolve,
  { x, t, dt, stopped, normals }: StepFrom,
  carried: readonly Node[],
): AdaptivePart {
  const place = inScope("part", () => {
    const dZ = normals("dZ");
    const whole = normals("dW").map((xi, j) => ({ xi, eta: component(dZ, j) }));
    return placeOf(carried, tolerance.halvings, whole);
  });
  const inputs = stepInputs(model, resolve, partOf(place, { x, t, dt }));
  const raw = scheme.step(inputs);
  const guarded = inScope("positivity", () => guard(model.species, x, raw, stopped));
  const squaredError = scheme.squaredError?.(inputs);
  if (!squaredError) throw new Error(`${scheme.name} has no estimate of its error`);
  const { accurate, accepted } = inScope("control", () =>
    judge({ x, squaredError, stopped, length: place.length }, tolerance),
  );
  const { carried: next, done } = inScope("control", () => goOn(place, accepted));
  const kept = (now: Node, before: Node): Node => elementwise("select", accepted, now, before);
  return inScope("control", () => ({
    next: guarded.next.map((value, i) => kept(value, component(x, i))),
    stopped: guarded.stopped && stopped && kept(guarded.stopped, stopped),
    violations: guarded.violations.map(({ species, mask }) => ({
      species,
      mask: both(accepted, mask),
    })),
    carried: next,
    done,
    halved: not(accepted),
    // A path that was stopped is accepted as it is, whatever its error would be.
    forced: [accepted, not(accurate), ...(stopped ? [not(isSet(stopped))] : [])].reduce(both),
  }));
}

/** When a part starts, how long it is, and what drives it. */
function partOf(
  { start, length, driving }: Place,
  { x, t, dt }: Pick<StepFrom, "x" | "t" | "dt">,
): Omit<StepFrom, "stopped"> {
  return inScope("part", () => ({
    x,
    t: plus(t, times(start, dt)),
    dt: times(dt, length),
    normals: (stream) => driving.map(({ xi, eta }) => (stream === "dW" ? xi : eta)),
  }));
}

/** A mask that is carried from step to step as a number. */
function isSet(mask: Node): Node {
  return elementwise("less", constant(0.5), mask);
}

interface Judged {
  readonly x: readonly Node[];
  readonly squaredError: readonly Node[];
  readonly stopped: Node | undefined;
  readonly length: Node;
}

/**
 * Whether a part is accurate: the root mean square over the species of error/(atol + rtol·|x|) is
 * at most 1. And whether it is accepted: also where it can't be halved any more, or it would be in vain.
 */
function judge(
  { x, squaredError, stopped, length }: Judged,
  { rtol, atol, halvings, longest }: Tolerance,
): { readonly accurate: Node; readonly accepted: Node } {
  const sizes = x.map((value) => elementwise("abs", value));
  const ratios = squaredError.map((error, i) => {
    const allowed = plus(constant(atol), times(constant(rtol), component(sizes, i)));
    return elementwise("div", error, times(allowed, allowed));
  });
  const isSmall = elementwise("lessEqual", sum(ratios), constant(x.length));
  const accurate =
    longest === undefined
      ? isSmall
      : both(isSmall, elementwise("lessEqual", length, constant(longest)));
  const largest = sizes.reduce((a, b) => elementwise("max", a, b));
  const inVain = not(elementwise("lessEqual", largest, constant(HOPELESS)));
  const shortest = elementwise("lessEqual", length, constant(2 ** -halvings));
  const accepted = [accurate, shortest, inVain, ...(stopped ? [isSet(stopped)] : [])].reduce(
    either,
  );
  return { accurate, accepted };
}
