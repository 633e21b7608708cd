import type { Axis, Chart } from "../../charts/chart.ts";
import type { Domain } from "../../charts/scale.ts";

/** Axes of different quantities are made the same if each takes at least this share of what all take together. */
const COMPARABLE = 2 / 3;

/**
 * Charts side by side with axes to compare them by: the same for charts of a group, and for all of them where the
 * units are the same and no chart would become much smaller.
 *
 * @param groups what each chart shows, such as the name of its series
 */
export function sharingAxes(charts: readonly Chart[], groups: readonly string[]): Chart[] {
  const [x, y] = (["x", "y"] as const).map((side) => {
    const axes = charts.map((chart) => chart[side]);
    const grouped = axes.map((axis, i) =>
      withDomain(axis, unionOf(axes.filter((_, j) => groups[j] === groups[i]))),
    );
    const all = unionOf(grouped);
    return grouped.every((axis) => isComparable(axis, grouped[0], all))
      ? grouped.map((axis) => withDomain(axis, all))
      : grouped;
  });
  return charts.map((chart, i) => ({ ...chart, x: x?.[i] ?? chart.x, y: y?.[i] ?? chart.y }));
}

function isComparable(axis: Axis, first: Axis | undefined, [low, high]: Domain): boolean {
  const width = axis.domain[1] - axis.domain[0];
  return (
    axis.unit === first?.unit && axis.kind === first?.kind && width >= COMPARABLE * (high - low)
  );
}

function unionOf(axes: readonly Axis[]): Domain {
  return [
    Math.min(...axes.map(({ domain: [low] }) => low)),
    Math.max(...axes.map(({ domain: [, high] }) => high)),
  ];
}

function withDomain(axis: Axis, domain: Domain): Axis {
  return { ...axis, domain };
}
