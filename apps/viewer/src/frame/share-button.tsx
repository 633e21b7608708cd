import { useState } from "preact/hooks";
import { useApp } from "../state/use-app.ts";

/** Makes one file of the shown runs, where the feed can. */
export function ShareButton() {
  const { feed, shown } = useApp();
  const [state, setState] = useState<"ready" | "busy" | { readonly problem: string }>("ready");
  const shareRuns = feed.actions?.shareRuns;
  if (!shareRuns) return null;
  const share = async (): Promise<void> => {
    setState("busy");
    try {
      await shareRuns(shown.value.map(({ name }) => name));
      setState("ready");
    } catch (error) {
      setState({ problem: error instanceof Error ? error.message : String(error) });
    }
  };
  return (
    <>
      {typeof state === "object" && (
        <span class="problem" role="alert">
          {state.problem}
        </span>
      )}
      <button
        type="button"
        title="One HTML file of the shown runs, for a reader without Driftgraph"
        disabled={state === "busy"}
        aria-busy={state === "busy"}
        onClick={() => void share()}
      >
        Share
      </button>
    </>
  );
}
