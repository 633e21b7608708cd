/** Where in a definition a key may be written. */
export interface KeyContext {
  /** Which call of `defineModel` it is. */
  readonly call: number;
  /** The keys that lead to the object; empty for the definition itself. */
  readonly path: readonly string[];
  /** The object's keys before this place. */
  readonly present: ReadonlySet<string>;
}

interface Level {
  readonly open: string;
  readonly key: string | undefined;
  readonly present: Set<string>;
  /** The last word, which may turn out to be a key. */
  word: string;
  /** Whether a key is expected: behind `{` and each comma. */
  expectsKey: boolean;
}

/** Comments, strings and templates, words, and single characters. */
const TOKEN =
  /\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)|"(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?|`(?:\\.|[^`\\])*`?|[\p{L}_$][\p{L}\p{N}_$]*|\S/gu;

/**
 * Where in a definition an offset lies, if a key may stand there; from the text alone, since a text that is
 * being written can't be parsed.
 */
export function keyContext(text: string, offset: number): KeyContext | undefined {
  const starts = [...text.slice(0, offset).matchAll(/\bdefineModel\s*(?:<[^>]*>\s*)?\(/g)];
  const start = starts.at(-1);
  if (!start) return undefined;
  const levels: Level[] = [];
  const from = start.index + start[0].length;
  for (const { 0: token, index } of text.slice(from, offset).matchAll(TOKEN)) {
    const end = from + index + token.length;
    const isWord = /^[\p{L}_$"'`]/u.test(token);
    // What is being written at the offset itself is no key yet.
    if (isWord && end === offset) return /^["'`]/.test(token) ? undefined : found();
    if (!take(levels, token)) return undefined;
  }
  return found();

  function found(): KeyContext | undefined {
    const top = levels.at(-1);
    if (top?.open !== "{" || !top.expectsKey) return undefined;
    const path = levels.slice(1).flatMap(({ key }) => (key === undefined ? [] : [key]));
    return { call: starts.length - 1, path, present: top.present };
  }
}

/** Goes on by a token; false behind the end of the definition. */
function take(levels: Level[], token: string): boolean {
  const top = levels.at(-1);
  if (/^[{([]$/.test(token)) {
    const key = top && !top.expectsKey ? top.word : undefined;
    levels.push({ open: token, key, present: new Set(), word: "", expectsKey: token === "{" });
  } else if (/^[})\]]$/.test(token)) {
    if (levels.length === 0) return false;
    levels.pop();
  } else if (top && token === ",") top.expectsKey = top.open === "{";
  else if (top && token === ":" && top.expectsKey) {
    top.present.add(top.word);
    top.expectsKey = false;
  } else if (top?.expectsKey && /^[\p{L}_$"']/u.test(token))
    top.word = token.replace(/^["']|["']$/g, "");
  return true;
}
