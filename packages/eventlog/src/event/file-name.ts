/** By convention: `events.out.tfevents.<10-digit seconds>.<host>.<pid>.<uid>`, perhaps with a suffix. */
const CONVENTION = /^events\.out\.tfevents\.\d{10}\.[^/\\]+$/;

/** Whether TensorBoard takes a file of this base name for an event file. */
export function isEventFileName(name: string): boolean {
  return name.includes("tfevents");
}

/** Whether the base name follows the convention, which orders a run's files by their start. */
export function isConventionalName(name: string): boolean {
  return CONVENTION.test(name);
}

/** What a file's name is made of. */
export interface FileNameParts {
  /** Seconds since 1970. */
  readonly seconds: number;
  readonly host: string;
  readonly pid: number;
  /** Tells apart the files of one process. */
  readonly uid: number;
}

/** A base name by the convention; of the host only letters, digits, `-` and `_` are kept. */
export function eventFileName({ seconds, host, pid, uid }: FileNameParts): string {
  const safeHost =
    host.replaceAll(/[^A-Za-z0-9_-]+/g, "-").replaceAll(/^-+|-+$/g, "") || "localhost";
  const start = String(Math.floor(seconds)).padStart(10, "0");
  return `events.out.tfevents.${start}.${safeHost}.${pid}.${uid}`;
}
