import type { LoggedRun } from "@driftgraph/core";
import { MathMl } from "./math-ml.tsx";

type Equation = NonNullable<LoggedRun["model"]>["equations"][number];

/** The model's equations as the browser sets mathematics. */
export function Equations({ equations }: { equations: readonly Equation[] }) {
  return (
    <div class="equations">
      {equations.map(({ species, mathml, text }) => (
        <MathMl key={species} source={mathml} text={text} />
      ))}
    </div>
  );
}
