import { transformSync } from "@swc/wasm-typescript";

/** A syntax error with its place, 1-based. */
export interface SyntaxPlace {
  readonly message: string;
  readonly line: number;
  readonly column: number;
  /** Number of characters, all on one line. */
  readonly length: number;
}

/**
 * Replaces TypeScript's types by blanks, so that every line and column stays the file's own.
 *
 * The same stripper as Node's own, for versions of Node that have none.
 *
 * @throws SyntaxError for TypeScript that isn't erasable, such as enums, or that doesn't parse.
 */
export function stripTypes(source: string, file: string): string {
  try {
    return strip(source, file);
  } catch (error) {
    throw new SyntaxError(placeOf(error)?.message ?? "can't be parsed");
  }
}

/** Where a source can't be parsed, or undefined if it can. */
export function findSyntaxError(source: string, file: string): SyntaxPlace | undefined {
  try {
    strip(source, file);
    return undefined;
  } catch (error) {
    return placeOf(error);
  }
}

function strip(source: string, filename: string): string {
  return transformSync(source, { mode: "strip-only", module: true, filename, sourceMap: false })
    .code;
}

/** The stripper throws plain objects with a 0-based column. */
function placeOf(error: unknown): SyntaxPlace | undefined {
  if (typeof error !== "object" || error === null) return undefined;
  const { message, startLine, startColumn, endLine, endColumn } = error as Readonly<
    Record<string, unknown>
  >;
  if (typeof startLine !== "number" || typeof startColumn !== "number") return undefined;
  const length =
    endLine === startLine && typeof endColumn === "number" ? endColumn - startColumn : 1;
  return {
    message: String(message),
    line: startLine,
    column: startColumn + 1,
    length: Math.max(1, length),
  };
}
