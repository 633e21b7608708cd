import type { Arguments } from "./arguments/parse.ts";
import type { CommandSpec } from "./arguments/specification.ts";
import type { Terminal } from "./terminal/terminal.ts";

/** How a command ends; documented in the help. */
export const EXIT = { ok: 0, failed: 1, refused: 2, interrupted: 130 } as const;

/** An exit code. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** A command of `driftgraph`. */
export interface Command {
  readonly spec: CommandSpec;
  run(args: Arguments, terminal: Terminal): Promise<ExitCode>;
}
