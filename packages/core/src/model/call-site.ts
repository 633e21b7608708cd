import type { Origin } from "../graph/origin.ts";

/** What this package's own code is loaded from: frames below it aren't the caller's. */
const OWN_CODE = new URL("../", import.meta.url).href;

/** `at f (file:///a/b.ts:12:34)`, `at file:///a/b.ts:12:34`, `f@file:///a/b.ts:12:34`. */
const FRAME = /(?:\(|@|at )((?:file|https?|blob|vscode-[a-z-]+):[^\s()]+?):(\d+):(\d+)\)?$/;

/**
 * Where the code that called us stands: the innermost frame of the stack that isn't ours.
 *
 * Undefined where the engine doesn't say, or the caller was bundled together with us.
 */
export function callSite(): Origin | undefined {
  const frames = new Error().stack?.split("\n") ?? [];
  for (const frame of frames) {
    const [, file, line, column] = FRAME.exec(frame.trim()) ?? [];
    if (file === undefined || file.startsWith(OWN_CODE)) continue;
    return { file: withoutQuery(file), line: Number(line), column: Number(column) };
  }
  return undefined;
}

function withoutQuery(file: string): string {
  return file.replace(/[?#].*$/, "");
}
