import { type Program, parse } from "acorn";
import { findSyntaxError, stripTypes } from "driftgraph/embed";
import { offsetAt, type Span } from "./span.ts";

/** A parsed source: every node's `start` and `end` are offsets in the original text. */
export interface ParsedSource {
  /** The text with its types blanked out. */
  readonly code: string;
  readonly program: Program;
}

/** Why a source can't be parsed. */
export interface SyntaxProblem {
  readonly message: string;
  readonly span: Span;
}

/** Parses TypeScript or JavaScript. */
export function parseSource(text: string, file: string): ParsedSource | SyntaxProblem {
  try {
    const code = stripTypes(text, file);
    const program = parse(code, {
      ecmaVersion: "latest",
      sourceType: "module",
      allowHashBang: true,
    });
    return { code, program };
  } catch (error) {
    return problemOf(error, text, file);
  }
}

function problemOf(error: unknown, text: string, file: string): SyntaxProblem {
  const found = findSyntaxError(text, file);
  if (found) {
    const start = offsetAt(text, found.line, found.column);
    return { message: found.message, span: { start, end: start + found.length } };
  }
  const at = error instanceof Error && "pos" in error ? Number(error.pos) : 0;
  const message = error instanceof Error ? error.message : String(error);
  return { message: message.replace(/ \(\d+:\d+\)$/, ""), span: { start: at, end: at + 1 } };
}
