import type { LoggedRun } from "@driftgraph/core";
import { useMemo } from "preact/hooks";
import type { RunContents } from "../../reading/run-contents.ts";
import { rowAt } from "../../state/logged-time.ts";
import { useApp } from "../../state/use-app.ts";
import { type LoggedModel, modelOf } from "./logged-model.ts";
import type { PhaseSubject } from "./phase-chart.ts";
import { phasePartsFrom } from "./phase-parts.ts";
import { type Plane, planeOf } from "./plane.ts";
import { type RestPoints, restPoints } from "./rest-points.ts";

/** More planes than these side by side are too small to read. */
const MOST_PLANES = 4;

const NONE: RestPoints = { points: [], continuum: false };

/** The phase planes of some runs as the view asks for them, and why one has no drift. */
export function useSubjects(runs: readonly RunContents[]): {
  readonly subjects: readonly PhaseSubject[];
  readonly problem: string | undefined;
} {
  const { view } = useApp();
  const versions = runs.map(({ name, version }) => `${name} ${version}`).join("\n");
  const models = useMemo(
    () => new Map(runs.map((run) => [run, readModel(run.logged)])),
    [versions],
  );
  const [x, y, parts] = [view.get("phase.x"), view.get("phase.y"), view.get("phase.show")];
  const time = view.time.value;
  const fixed = view.getAll("phase.at").join("\n");
  // With two species nothing is held, and the planes stay the same while time runs.
  const moves = runs.some(({ logged }) => speciesOf(logged).length > 2);
  return useMemo(() => {
    const made = runs.slice(0, MOST_PLANES).map((run) => {
      const { model, problem } = models.get(run) ?? readModel(run.logged);
      return { problem, subject: subjectOf(run, model, { x, y, parts, time, fixed }, runs.length) };
    });
    return {
      subjects: made.flatMap(({ subject }) => subject ?? []),
      problem: made.find(({ problem }) => problem !== undefined)?.problem,
    };
  }, [models, x, y, parts, fixed, moves ? time : undefined]);
}

function readModel(logged: LoggedRun): { model?: LoggedModel | undefined; problem?: string } {
  try {
    return { model: modelOf(logged) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return { problem: `The drift can't be drawn: ${reason}` };
  }
}

interface Asked {
  readonly x: string | undefined;
  readonly y: string | undefined;
  readonly parts: string | undefined;
  readonly time: number | undefined;
  readonly fixed: string;
}

function subjectOf(
  { name, logged }: RunContents,
  model: LoggedModel | undefined,
  { x, y, parts, time, fixed }: Asked,
  runs: number,
): PhaseSubject | undefined {
  const species = speciesOf(logged);
  const across = species.find((of) => of.name === x) ?? species[0];
  const up =
    species.find((of) => of.name === y && of !== across) ?? species.find((of) => of !== across);
  if (!across || !up) return undefined;
  const title = runs === 1 ? (logged.run?.title ?? name) : name;
  const plane = model && planeAt(logged, model, across.name, up.name, time, fixed);
  return {
    title,
    logged,
    x: across,
    y: up,
    plane,
    rest: model ? restPoints(model) : NONE,
    parts: phasePartsFrom(parts),
  };
}

/** The plane with the other species at their means, or at what the view fixes them to. */
function planeAt(
  logged: LoggedRun,
  model: LoggedModel,
  x: string,
  y: string,
  time: number | undefined,
  fixed: string,
): Plane {
  const row = rowAt(logged.times, time);
  const given = new Map(
    fixed.split("\n").flatMap((text) => {
      const at = text.lastIndexOf(":");
      const value = Number(text.slice(at + 1));
      return at > 0 && Number.isFinite(value) ? [[text.slice(0, at), value] as const] : [];
    }),
  );
  const held = new Map(
    logged.series.map(({ name, statistics }) => [
      name,
      given.get(name) ?? statistics.get("mean")?.[row] ?? 0,
    ]),
  );
  return planeOf(model, x, y, held, logged.times[row] ?? 0);
}

/** The series that are species of the model; all, where the log doesn't say. */
export function speciesOf({ run, series }: LoggedRun): LoggedRun["series"] {
  const kinds = new Map(run?.series.map(({ name, kind }) => [name, kind]));
  return series.filter(({ name }) => kinds.get(name) !== "observable");
}
