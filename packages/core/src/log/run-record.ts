import type { Plan } from "../run/plan.ts";
import type { Prepared } from "../run/run.ts";
import type { HParam } from "./event.ts";
import { settingsOf } from "./settings.ts";

/** A series as readers show it: its name, what it is, and the words for its axis. */
export interface SeriesLabel {
  readonly name: string;
  readonly kind: "species" | "observable";
  readonly title?: string;
  readonly unit?: string;
}

/** What was run, by what, and how: the document `driftgraph/run`. */
export interface RunRecord {
  readonly model: string;
  readonly title?: string;
  /** The command exactly as it was given, if the run was started by one. */
  readonly command?: string;
  /** Versions of what ran it, by name. */
  readonly versions: Readonly<Record<string, string>>;
  readonly scheme: { readonly name: string; readonly title: string; readonly citation: string };
  /** The proved noise structure, and the orders that the scheme has for it; null: none is proved. */
  readonly noise: string;
  readonly order: { readonly strong: number | null; readonly weak: number | null };
  readonly interpretation: "ito" | "stratonovich";
  /** Paths, step size, seed and so on, by name. */
  readonly settings: Readonly<Record<string, HParam>>;
  readonly steps: number;
  /** Steps from one logged time to the next. */
  readonly stride: number;
  readonly timeUnit?: string;
  readonly series: readonly SeriesLabel[];
  /** Values of all parameters; at the sweep's point, in the log of a point. */
  readonly parameters: Readonly<Record<string, number>>;
  /** The swept parameters' values, in the log of a sweep's point. */
  readonly point?: Readonly<Record<string, number>>;
  readonly bins: number;
  readonly samplePaths: number;
  /** What was set by the user, which decides the graph: needed to run a path again. */
  readonly given?: GivenRecord;
}

/** What of a model the user set or swept. */
export interface GivenRecord {
  readonly parameters: Readonly<Record<string, number>>;
  readonly initial: Readonly<Record<string, number>>;
  /** Names of the swept parameters. */
  readonly swept: readonly string[];
}

/** What only the caller knows of a run. */
export interface RunSource {
  readonly command?: string;
  readonly versions?: Readonly<Record<string, string>>;
  /** The text of the model's file. */
  readonly modelText?: string;
  /** That file, where it isn't the one that the model was loaded from: a bundle's, say. */
  readonly modelFile?: string;
}

/** The record of a run, or of a sweep's point. */
export function runRecord(
  { plan, optimized, built }: Prepared,
  source: RunSource,
  parameters: Readonly<Record<string, number>>,
  point: Readonly<Record<string, number>>,
): RunRecord {
  const { model, scheme } = plan;
  const { strong = null, weak = null } = optimized.order;
  return {
    model: model.name,
    ...(model.title !== undefined && { title: model.title }),
    ...(source.command !== undefined && { command: source.command }),
    versions: source.versions ?? {},
    scheme: { name: scheme.name, title: scheme.title, citation: scheme.citation },
    noise: optimized.noise,
    order: { strong, weak },
    interpretation: built.model.interpretation,
    settings: settingsOf(plan),
    steps: plan.steps,
    stride: plan.every,
    ...(model.timeUnit !== undefined && { timeUnit: model.timeUnit }),
    series: seriesLabels(plan),
    parameters,
    ...(Object.keys(point).length > 0 && { point }),
    bins: plan.bins,
    samplePaths: plan.samplePaths,
    given: {
      parameters: Object.fromEntries(plan.given),
      initial: Object.fromEntries(plan.initial),
      swept: Object.keys(plan.points[0] ?? {}),
    },
  };
}

function seriesLabels({ model }: Plan): SeriesLabel[] {
  const labels = (kind: SeriesLabel["kind"], of: Plan["model"]["species" | "observables"]) =>
    of.map(({ name, title, unit }) => ({
      name,
      kind,
      ...(title !== undefined && { title }),
      ...(unit !== undefined && { unit }),
    }));
  return [...labels("species", model.species), ...labels("observable", model.observables)];
}
