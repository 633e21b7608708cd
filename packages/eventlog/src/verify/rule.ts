import type { LogEvent } from "../event/event.ts";
import type { Report } from "./finding.ts";

/** Looks for one trap, or a few of a kind, in the files of one run, in their order. */
export interface Rule {
  /** A file begins. */
  file?(baseName: string, report: Report): void;
  event?(event: LogEvent, report: Report): void;
  /** A file ends. */
  end?(report: Report): void;
}
