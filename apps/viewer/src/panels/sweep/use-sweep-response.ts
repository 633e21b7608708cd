import { useEffect, useState } from "preact/hooks";
import type { RunContents } from "../../reading/run-contents.ts";
import type { SweepResponse } from "../../reading/sweep-response.ts";
import { failed, LOADING, type Loadable, loaded } from "../../state/loadable.ts";
import { useApp } from "../../state/use-app.ts";

/** What came of a sweep's points; read again when there is news of one. */
export function useSweepResponse({ name, logged }: RunContents): Loadable<SweepResponse> {
  const { logs, runs } = useApp();
  const [response, setResponse] = useState<Loadable<SweepResponse>>(LOADING);
  const all = runs.value.state === "loaded" ? runs.value.value : [];
  const versions = all
    .filter((run) => run.name.startsWith(`${name}/`))
    .map((run) => `${run.name} ${run.version}`)
    .join("\n");
  useEffect(() => {
    if (!logged.sweep) return undefined;
    let isLate = false;
    const take = (next: Loadable<SweepResponse>): void => {
      if (!isLate) setResponse(next);
    };
    void logs.sweepResponse(name).then(
      (found) => take(loaded(found)),
      (error: unknown) => take(failed(error)),
    );
    return () => {
      isLate = true;
    };
  }, [logs, name, versions]);
  return response;
}
