import { useMemo } from "preact/hooks";
import type { RunContents } from "../../reading/run-contents.ts";
import { useApp } from "../../state/use-app.ts";
import { arrange, type Cell } from "./entries.ts";

/** The charts of the runs and series that the view selects; the same objects while nothing in them changes. */
export function useCells(runs: readonly RunContents[], together: boolean): readonly Cell[] {
  const app = useApp();
  const beside = app.view.get("compare") === "beside";
  const series = app.view.series.value;
  const versions = runs.map(({ name, version }) => `${name} ${version}`).join("\n");
  return useMemo(
    () => arrange(runs, { series, together, beside }, (run) => app.colourOfRun(run)),
    [versions, series.join("\n"), together, beside],
  );
}
