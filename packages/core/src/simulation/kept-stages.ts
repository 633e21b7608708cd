import { inScope } from "../graph/context.ts";
import { topologicalOrder } from "../graph/graph.ts";
import type { Node } from "../graph/node.ts";
import type { Model } from "../model/model.ts";
import type { SymbolicSde } from "../schemes/scheme.ts";
import { keepPositive } from "./positivity.ts";

/**
 * Coefficients that a scheme's inner stages can ask for beyond zero too: of a species whose policy keeps it at or above
 * zero they are those of the state that the policy would make of it, wherever a formula may have no value otherwise.
 *
 * A policy acts at the ends of steps; an inner stage that overshoots would ask for the square root of a negative number,
 * though the path itself never comes there. Full truncation: R. Lord, R. Koekkoek & D. van Dijk, Quant. Finance 10 (2010)
 * 177–194.
 *
 * @param start the state that the step starts from, which is within the domain.
 */
export function withKeptStages(
  model: Model,
  sde: SymbolicSde,
  start: readonly Node[],
): SymbolicSde {
  const needed = model.species.map(({ positivity }, i) => {
    const symbol = model.state[i];
    return positivity !== "allow" && symbol !== undefined && mayNeedPositive(model, symbol);
  });
  if (!needed.includes(true)) return sde;
  const keep = (x: readonly Node[]): Node[] =>
    inScope("kept", () =>
      x.map((value, i) => {
        const policy = model.species[i]?.positivity ?? "allow";
        return needed[i] && value !== start[i] ? keepPositive(policy, value) : value;
      }),
    );
  return {
    ...sde,
    drift: (x, t) => sde.drift(keep(x), t),
    diffusion: (x, t) => sde.diffusion(keep(x), t),
    driftJacobian: (x, t) => sde.driftJacobian(keep(x), t),
    diffusionDerivatives: (x, t) => sde.diffusionDerivatives(keep(x), t),
  };
}

/** Whether a coefficient has a square root, a logarithm or a power of what depends on a species. */
function mayNeedPositive({ drift, diffusion }: Model, symbol: Node): boolean {
  return topologicalOrder([...drift, ...diffusion.flat()]).some(
    ({ op, inputs: [of, exponent] }) =>
      of !== undefined &&
      (op === "sqrt" || op === "log" || (op === "pow" && !isWhole(exponent))) &&
      topologicalOrder([of]).includes(symbol),
  );
}

function isWhole(exponent: Node | undefined): boolean {
  return exponent?.op === "constant" && Number.isInteger(exponent.attributes.value);
}
