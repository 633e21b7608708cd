import type { LogEvent, SummaryValue } from "./event.ts";

/** One or more tagged values of one step. `wallTime` in seconds since 1970. */
export function summaryEvent(
  at: { readonly wallTime: number; readonly step: number },
  values: SummaryValue | readonly SummaryValue[],
): LogEvent {
  return { kind: "summary", ...at, values: "tag" in values ? [values] : values };
}
