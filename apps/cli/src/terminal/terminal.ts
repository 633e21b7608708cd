import { type Palette, paletteFor } from "./colour.ts";
import { standardError, standardOutput } from "./output.ts";

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
export function processTerminal(env: NodeJS.ProcessEnv): Terminal {
  const [out, err] = [standardOutput(), standardError()];
  return {
    out: out.write,
    err: err.write,
    colours: { out: paletteFor(out, env), err: paletteFor(err, env) },
    interactive: err.isTTY && env["TERM"] !== "dumb",
    // Some pseudo-terminals say that they have no columns.
    width: err.columns || 80,
  };
}
