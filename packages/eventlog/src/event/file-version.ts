import { FILE_VERSION, type LogEvent } from "./event.ts";

/** The event that every file starts with. `wallTime` in seconds since 1970. */
export function fileVersionEvent(wallTime: number): LogEvent {
  return { kind: "file-version", version: FILE_VERSION, wallTime, step: 0 };
}
