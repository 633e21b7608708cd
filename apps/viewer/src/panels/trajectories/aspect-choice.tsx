import type { RunContents } from "../../reading/run-contents.ts";
import { useApp } from "../../state/use-app.ts";
import { Choice } from "../series/controls.tsx";
import { ASPECTS, type Aspect } from "./aspects.ts";

/** What is shown against time; there only where the runs have more than paths. */
export function AspectChoice({ runs, value }: { runs: readonly RunContents[]; value: Aspect }) {
  const { view } = useApp();
  const options = ASPECTS.filter(([, , isIn]) => runs.some(({ logged }) => isIn(logged)));
  if (options.length < 2) return null;
  return (
    <Choice
      label="Against time"
      options={options.map(([aspect, text]) => [aspect, text] as const)}
      value={value}
      onChange={(next) => view.set({ "trajectories.of": next === "paths" ? undefined : next })}
    />
  );
}
