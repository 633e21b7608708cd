import { constant, elementwise } from "../graph/build.ts";
import { inScope } from "../graph/context.ts";
import type { Node } from "../graph/node.ts";
import type { Species } from "../model/model.ts";
import { component } from "../schemes/vector.ts";

/** A step's result after the positivity policies. */
export interface Guarded {
  readonly next: Node[];
  /** The flag that a path has stopped, if any species stops. */
  readonly stopped: Node | undefined;
  /** For each species with a policy, where the step had led below zero. */
  readonly violations: { readonly species: string; readonly mask: Node }[];
}

/** Whether any species stops its path, so that the scan carries a flag. */
export function canStop(species: readonly Species[]): boolean {
  return species.some(({ positivity }) => positivity === "stop");
}

/**
 * Applies each species' positivity policy to the raw next state.
 *
 * `stop` sets the species to zero and freezes the whole path from then on.
 */
export function guard(
  species: readonly Species[],
  x: readonly Node[],
  raw: readonly Node[],
  stopped: Node | undefined,
): Guarded {
  const zero = constant(0);
  const violations = species.flatMap(({ name, positivity }, i) => {
    if (positivity === "allow") return [];
    return [
      {
        species: name,
        positivity,
        mask: inScope(name, () => below(component(raw, i), zero, stopped)),
      },
    ];
  });
  const bounded = species.map(({ name, positivity }, i) =>
    inScope(name, () => keepPositive(positivity, component(raw, i))),
  );
  if (!stopped) return { next: bounded, stopped, violations };
  const running = elementwise("less", stopped, constant(0.5));
  const next = bounded.map((value, i) => elementwise("select", running, value, component(x, i)));
  const flag = violations
    .filter(({ positivity }) => positivity === "stop")
    .reduce<Node>((before, { mask }) => elementwise("select", mask, constant(1), before), stopped);
  return { next, stopped: flag, violations };
}

/** What a policy makes of a species' value. */
export function keepPositive(policy: Species["positivity"], raw: Node): Node {
  if (policy === "allow") return raw;
  return policy === "reflect" ? elementwise("abs", raw) : elementwise("max", raw, constant(0));
}

/** Where a running path went below zero. */
function below(raw: Node, zero: Node, stopped: Node | undefined): Node {
  const value = stopped
    ? elementwise("select", elementwise("less", stopped, constant(0.5)), raw, zero)
    : raw;
  return elementwise("less", value, zero);
}
