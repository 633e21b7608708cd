import type { SummaryValue } from "../event/event.ts";
import { encodeSessionEnd, SESSION_END_TAG, type SessionEnd } from "../hparams/hparams.ts";
import { HPARAMS_PLUGIN } from "./session-start.ts";

/** How the run ended, for TensorBoard's HParams; once per run. */
export function sessionEndValue(end: SessionEnd): SummaryValue {
  return {
    tag: SESSION_END_TAG,
    plugin: { name: HPARAMS_PLUGIN, content: encodeSessionEnd(end) },
    data: { kind: "none" },
  };
}
