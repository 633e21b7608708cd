/** Styles of text; the identity where colour isn't wanted. */
export interface Palette {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly red: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly green: (text: string) => string;
  readonly cyan: (text: string) => string;
}

const style =
  (open: number, close: number) =>
  (text: string): string =>
    `\u001b[${open}m${text}\u001b[${close}m`;
const same = (text: string): string => text;

const COLOURED: Palette = {
  bold: style(1, 22),
  dim: style(2, 22),
  red: style(31, 39),
  yellow: style(33, 39),
  green: style(32, 39),
  cyan: style(36, 39),
};

/** A palette without any style. */
export const PLAIN: Palette = {
  bold: same,
  dim: same,
  red: same,
  yellow: same,
  green: same,
  cyan: same,
};

/**
 * The palette for a stream: colours on a terminal, unless `NO_COLOR` is set (https://no-color.org);
 * `FORCE_COLOR` (unless it is 0) wins over both.
 */
export function paletteFor(
  stream: { readonly isTTY?: boolean },
  env: Readonly<Record<string, string | undefined>>,
): Palette {
  const force = env["FORCE_COLOR"];
  if (force !== undefined) return force === "0" || force === "false" ? PLAIN : COLOURED;
  if (env["NO_COLOR"]) return PLAIN;
  return stream.isTTY && env["TERM"] !== "dumb" ? COLOURED : PLAIN;
}
