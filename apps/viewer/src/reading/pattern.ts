import { RE2JS } from "re2js";

/** What texts are searched with. */
export interface Pattern {
  isIn(text: string): boolean;
}

/**
 * Compiles a regular expression, without regard to case. It may come with a link, and the engine's own may take
 * years for a short text; this one (RE2's syntax: no backreferences, no lookaround) takes time in proportion to it.
 *
 * @returns what is wrong with it, if it isn't one
 */
export function compilePattern(source: string): Pattern | string {
  try {
    const compiled = RE2JS.compile(source, RE2JS.CASE_INSENSITIVE);
    return { isIn: (text) => compiled.test(text) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    // It puts the flag before what was given.
    const plain = reason.replace(/^error parsing regexp: /, "").replace("`(?i)", "`");
    return `Invalid regular expression: ${plain}`;
  }
}

/** Finds a text as it stands, without regard to case. */
export function plainPattern(text: string): Pattern {
  const wanted = text.toLowerCase();
  return { isIn: (searched) => searched.toLowerCase().includes(wanted) };
}
