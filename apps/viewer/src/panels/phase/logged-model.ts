import { defineModel, type LoggedRun, type Model } from "@driftgraph/core";

/** A model as its log has it, ready to be analysed, with the parameters of the run. */
export interface LoggedModel {
  readonly model: Model;
  readonly parameters: ReadonlyMap<string, number>;
}

/**
 * Builds a run's model again from its log: its drift is the equations' text, its start the mean of the paths.
 *
 * @throws DriftgraphError when the equations can't be read back; undefined when the log has none
 */
export function modelOf({ model: record, run, series, times }: LoggedRun): LoggedModel | undefined {
  if (!record || record.equations.length === 0) return undefined;
  const start = ({ species }: { species: string }): number =>
    series.find(({ name }) => name === species)?.statistics.get("mean")?.[0] ?? 0;
  const parameters = Object.fromEntries(
    record.parameters.map(({ name, value }) => [name, run?.parameters[name] ?? value]),
  );
  const tEnd = times.at(-1) ?? 1;
  const dt = Number(run?.settings["dt"]);
  const model = defineModel({
    name: record.name,
    interpretation: record.interpretation,
    parameters,
    state: Object.fromEntries(record.equations.map((of) => [of.species, start(of)])),
    drift: Object.fromEntries(record.equations.map(({ species, drift }) => [species, drift])),
    diffusion: {},
    run: { tEnd, dt: dt > 0 ? dt : tEnd / 1000 },
  });
  return { model, parameters: new Map(Object.entries(parameters)) };
}
