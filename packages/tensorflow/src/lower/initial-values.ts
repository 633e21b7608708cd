import { type Node, type Simulation, scanOf, seriesNodes } from "@driftgraph/core";

/** The initial value of a species, where the model has a number for it. */
export interface InitialValue {
  readonly species: string;
  /** Which of the scan's carried values it begins. */
  readonly index: number;
  readonly value: number;
}

/** The species that begin with a number: neither with an expression nor with a distribution. */
export function initialValues(simulation: Simulation): InitialValue[] {
  const { model, graph } = simulation;
  const inputs = scanOf(graph)?.inputs ?? [];
  const nodes = seriesNodes(simulation);
  return model.species.flatMap(({ name }, s) => {
    const index = carriedBy(nodes[s]);
    const begins = index === undefined ? undefined : inputs[index];
    return index !== undefined && begins?.op === "constant"
      ? [{ species: name, index, value: begins.attributes.value }]
      : [];
  });
}

function carriedBy(series: Node | undefined): number | undefined {
  return series?.op === "scanOutput" ? series.attributes.index : undefined;
}
