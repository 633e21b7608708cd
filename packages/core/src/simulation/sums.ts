import { add, constant, elementwise, mul, summary, unit } from "../graph/build.ts";
import { inScope } from "../graph/context.ts";
import type { Graph, Output } from "../graph/graph.ts";
import type { Node } from "../graph/node.ts";
import { unitThen } from "./series-unit.ts";

/** The end of the name of an output that is there for a covariance. */
const SUM = "/sum";

/** What correlations a simulation's graph gives, beside the moments of its series. */
export interface CorrelationOptions {
  /** Between all pairs of species. */
  readonly covariances: boolean;
  /** Of each species with itself, from this time on; a little later than the step's end it means. */
  readonly since: number | undefined;
}

/** No correlations. */
export const NO_CORRELATIONS: CorrelationOptions = { covariances: false, since: undefined };

/** The name of the sum of two series: of a species and what it was, if the second is the first. */
function sumName(a: string, b: string): string {
  return `${a}+${b}`;
}

/**
 * Moments of a + b for each pair, each in its unit: Cov(a, b) = ½ (Var(a + b) − Var a − Var b), by the
 * sums that are exact whatever the order of paths.
 *
 * @param states the species' series, by name.
 * @param then what each species was at the start of its autocorrelation.
 */
export function sumOutputs(
  states: ReadonlyMap<string, Node>,
  then: readonly Node[],
  { covariances }: CorrelationOptions,
): Output[] {
  const entries = [...states];
  const pairs = covariances
    ? entries.flatMap(([a, x], i) =>
        entries
          .slice(i + 1)
          .map(([b, y]) => ({ name: sumName(a, b), x, y, units: [a, b] as const })),
      )
    : [];
  const own = then.flatMap((y, i) => {
    const [a, x] = entries[i] ?? [];
    return a !== undefined && x
      ? [{ name: sumName(a, a), x, y, units: [a, unitThen(a)] as const }]
      : [];
  });
  return [...pairs, ...own].map(({ name, x, y, units: [u, v] }) => ({
    name: `${name}${SUM}`,
    node: inScope("summaries", () =>
      inScope(name, () => summary("moments", add(mul(unit(u), x), mul(unit(v), y)))),
    ),
  }));
}

/** A sum of two series whose moments a graph gives. */
export interface SeriesSum {
  readonly name: string;
  readonly node: Node;
}

/** The sums of a simulation's graph, in order. */
export function sumsOf({ outputs }: Graph): SeriesSum[] {
  return outputs.flatMap(({ name, node }) => {
    const sum = name.endsWith(SUM) ? node.inputs[0] : undefined;
    return sum ? [{ name: name.slice(0, -SUM.length), node: sum }] : [];
  });
}

/** What each species was at a time: follows it until then, and stays. */
export function remember(
  before: readonly Node[],
  x: readonly Node[],
  end: Node,
  since: number,
): Node[] {
  const early = elementwise("less", end, constant(since));
  return before.map((value, i) => elementwise("select", early, x[i] ?? value, value));
}

/** The names of the states that remember. */
export function rememberedNames(species: readonly { readonly name: string }[]): string[] {
  return species.map(({ name }) => `${name}_then`);
}
