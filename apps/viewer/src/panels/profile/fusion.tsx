import type { LoggedRun } from "@driftgraph/core";
import { timeText } from "../graph/amounts.ts";

/** What it gained to run all ops in one kernel, and how that is known. */
export function Fusion({ profile }: { profile: NonNullable<LoggedRun["profile"]> }) {
  const { kernel, methods, cost } = profile;
  return (
    <section class="fusion">
      {kernel && (
        <p>
          {`The kernel took ${timeText(kernel.time * 1000)} on ${kernel.threads} `}
          {kernel.threads === 1 ? "thread" : "threads"}
          {`; its ops by themselves add up to ${timeText(kernel.sumOfOps * 1000)} on one: `}
          <strong>{`${kernel.gain.toFixed(2)} ×`}</strong>
          {kernel.gain < 1
            ? " (in so short a run the engine still compiles)."
            : " gained by fusing them."}
        </p>
      )}
      <details>
        <summary>How these numbers were found</summary>
        <dl class="methods">
          {Object.entries(methods).map(([name, words]) => (
            <>
              <dt>{name}</dt>
              <dd>{words}</dd>
            </>
          ))}
          <dt>this profile</dt>
          <dd>{`took ${timeText(cost * 1000)} to make`}</dd>
        </dl>
      </details>
    </section>
  );
}
