import type { WriteStream } from "node:tty";
import { type Palette, paletteFor } from "./colour.ts";

/** Where a command writes: results to `out`, everything else to `err`. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  /** Colours of each stream; they do nothing where colour isn't wanted. */
  readonly colours: { readonly out: Palette; readonly err: Palette };
  /** Whether `err` is a terminal that redraws lines. */
  readonly interactive: boolean;
  /** Width of `err` in characters. */
  readonly width: number;
}

/** The process's own terminal. */
export function processTerminal({ stdout, stderr, env }: NodeJS.Process): Terminal {
  endQuietlyWhenPipeCloses(stdout);
  endQuietlyWhenPipeCloses(stderr);
  return {
    out: (text) => void stdout.write(text),
    err: (text) => void stderr.write(text),
    colours: { out: paletteFor(stdout, env), err: paletteFor(stderr, env) },
    interactive: stderr.isTTY === true && env["TERM"] !== "dumb",
    // Some pseudo-terminals say that they have no columns.
    width: stderr.columns || 80,
  };
}

// `driftgraph … | head` closes the pipe early: that is no failure of ours, and nothing is left to say.
function endQuietlyWhenPipeCloses(stream: WriteStream): void {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    process.exit(process.exitCode ?? 0);
  });
}
