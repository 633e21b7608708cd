import { type Remote, releaseProxy, wrap } from "comlink";
import type { takeFiles } from "../feed/dropped-files.ts";
import type { LogReader } from "../reading/log-reader.ts";
import type { reportOf } from "../share/report-of-runs.ts";
import ViewerWorker from "./worker.ts?worker&inline";

/** What is done beside the page's own thread, which must stay free for its user. */
export interface Workers {
  /** Reads logs, for as long as they are shown. */
  reader: LogReader;
  /** Makes logs of dropped files. */
  files: { readonly takeFiles: typeof takeFiles };
  /** Makes reports. */
  report: { readonly reportOf: typeof reportOf };
}

/** A worker at work. */
export interface Running<Name extends keyof Workers> {
  readonly remote: Remote<Workers[Name]>;
  /** Ends it; what it was asked and hasn't answered gets no answer. */
  end(): void;
}

/** Starts a worker. */
export function startWorker<Name extends keyof Workers>(name: Name): Running<Name> {
  const worker = new ViewerWorker({ name });
  const remote = wrap<Workers[Name]>(worker);
  return {
    remote,
    end() {
      remote[releaseProxy]();
      worker.terminate();
    },
  };
}
