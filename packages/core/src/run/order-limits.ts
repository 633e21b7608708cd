import { roughFormulas } from "../analysis/rough-formulas.ts";
import type { Model } from "../model/model.ts";
import type { Order } from "../schemes/scheme.ts";
import type { Ensemble } from "./run.ts";

/** Where the orders of a scheme, which are proved for paths that nothing acts on, don't hold in a run. */
export interface OrderLimits {
  /** Species that were clipped to zero, or whose paths were stopped there. */
  readonly clipped: readonly string[];
  readonly stopped: readonly string[];
  /** Whether all coefficients are smooth wherever the state may come to. */
  readonly smooth: boolean;
}

/** What limits the orders of some runs of a model, by what was counted in them. */
export function orderLimits(
  model: Model,
  ensembles: readonly Pick<Ensemble, "parameters" | "violations">[],
): OrderLimits {
  const acted = (policy: "clip" | "stop"): string[] =>
    model.species.flatMap(({ name, positivity }) => {
      const count = ({ violations }: Pick<Ensemble, "violations">): number =>
        violations[name]?.at(-1) ?? 0;
      return positivity === policy && ensembles.some((of) => count(of) > 0) ? [name] : [];
    });
  return {
    clipped: acted("clip"),
    stopped: acted("stop"),
    smooth: ensembles.every(
      ({ parameters }) => roughFormulas(model, new Map(Object.entries(parameters))).length === 0,
    ),
  };
}

/**
 * The orders that are proved of a run: none where a coefficient isn't smooth, or where paths were clipped or stopped.
 *
 * E. Gobet, Stoch. Proc. Appl. 87 (2000) 167–197: order ½ of a path that is stopped at the first step beyond.
 */
export function provedOrder(order: Order, { clipped, stopped, smooth }: OrderLimits): Order {
  const holds = smooth && clipped.length === 0 && stopped.length === 0;
  return holds ? order : { strong: undefined, weak: undefined };
}

/** The orders of a run in words: those of the scheme, and what is left of them where something limits them. */
export function orderSentence(order: Order, { clipped, stopped, smooth }: OrderLimits): string {
  const stated = (["strong", "weak"] as const).flatMap((kind) =>
    order[kind] === undefined ? [] : [`${kind} order ${order[kind]}`],
  );
  if (stated.length === 0) return "no order is proved here";
  const orders = stated.join(", ");
  const acted = [
    ...(clipped.length > 0 ? [`${clipped.join(", ")} was clipped`] : []),
    ...(stopped.length > 0 ? [`paths were stopped by ${stopped.join(", ")}`] : []),
  ];
  if (acted.length > 0) {
    return `no order beyond ½ is proved here, since ${acted.join(" and ")} (${orders} where that doesn't happen)`;
  }
  return smooth ? `${orders} here` : `${orders} for smooth coefficients, which aren't all here`;
}
