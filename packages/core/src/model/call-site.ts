import type { Origin } from "../graph/origin.ts";

/** What this package's own code is loaded from: frames of it aren't the caller's. */
const OWN_CODE = new URL("../", import.meta.url);

/** `at f (file:///a/b.ts:12:34)`, `at /a/b.ts:12:34`, `f@https://c/b.js:12:34`, `at C:\\a\\b.ts:12:34`. */
const FRAME = /(?:\(|@|at )((?:[a-z][a-z-]+:\/\/|\/|[A-Za-z]:\\).*?):(\d+):(\d+)\)?$/;

function isOwnCode(file: string): boolean {
  if (file.includes("://")) return file.startsWith(OWN_CODE.href);
  const path = file.replaceAll("\\", "/");
  return `${path.startsWith("/") ? "" : "/"}${path}`.startsWith(
    decodeURIComponent(OWN_CODE.pathname),
  );
}

/**
 * Where the code that called us stands: the innermost frame of the stack that isn't ours.
 *
 * Undefined where the engine doesn't say, or the caller was bundled together with us.
 */
export function callSite(): Origin | undefined {
  const frames = new Error().stack?.split("\n") ?? [];
  for (const frame of frames) {
    const [, file, line, column] = FRAME.exec(frame.trim()) ?? [];
    if (file === undefined || isOwnCode(file)) continue;
    return { file: withoutQuery(file), line: Number(line), column: Number(column) };
  }
  return undefined;
}

function withoutQuery(file: string): string {
  return file.replace(/[?#].*$/, "");
}
