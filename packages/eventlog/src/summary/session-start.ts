import type { SummaryValue } from "../event/event.ts";
import { encodeSessionStart, SESSION_START_TAG, type SessionStart } from "../hparams/hparams.ts";

export const HPARAMS_PLUGIN = "hparams";

/** What the run was started with, for TensorBoard's HParams; once per run. */
export function sessionStartValue(start: SessionStart): SummaryValue {
  return {
    tag: SESSION_START_TAG,
    plugin: { name: HPARAMS_PLUGIN, content: encodeSessionStart(start) },
    data: { kind: "none" },
  };
}
