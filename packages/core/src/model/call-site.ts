import type { Origin } from "../graph/origin.ts";

/** `at f (file:///a/b.ts:12:34)`, `at /a/b.ts:12:34`, `f@https://c/b.js:12:34`, `at C:\a\b.ts:12:34`. */
const FRAME =
  /(?:\(|@|at (?:async )?)((?:(?:blob:)?[a-z][a-z-]+:\/\/|\/|[A-Za-z]:\\).*?):(\d+):(\d+)\)?$/;

/** What this package's own code is loaded from: frames of it aren't the caller's. */
const OWN_CODE = new URL("../", import.meta.url).href;

/** Our other packages: nobody who runs a model that comes with them can do anything about their files. */
const OUR_PACKAGES = "/node_modules/@driftgraph/";

/**
 * Where the code that called us stands: the innermost frame of the stack that isn't ours.
 *
 * Undefined where the engine doesn't say, or the caller is ours, as a built-in model is.
 */
export function callSite(): Origin | undefined {
  return siteOf(new Error().stack ?? "", OWN_CODE);
}

/**
 * The innermost frame of a stack, as V8, Firefox or Safari write it, that isn't in a folder; undefined if it
 * is in another package of ours.
 *
 * @param ownCode the folder, as a URL.
 */
export function siteOf(stack: string, ownCode: string): Origin | undefined {
  const own = comparable(ownCode);
  for (const frame of stack.split("\n")) {
    const [, file, line, column] = FRAME.exec(frame.trim()) ?? [];
    if (file === undefined || comparable(file).startsWith(own)) continue;
    if (comparable(file).includes(OUR_PACKAGES)) return undefined;
    return { file: pathOf(file), line: Number(line), column: Number(column) };
  }
  return undefined;
}

/** The path of a file's URL, without a development server's query; another URL or a path as it is. */
function pathOf(file: string): string {
  if (!file.includes("://")) return file;
  const address = file.replace(/[?#].*$/, "");
  if (!address.startsWith("file:")) return address;
  const path = decoded(address.replace(/^file:\/\/(?=\/)/, "").replace(/^file:/, ""));
  return path.replace(/^\/(?=[A-Za-z]:)/, "");
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path; // a stray % in a path that was no proper URL
  }
}

const comparable = (file: string): string => pathOf(file).replaceAll("\\", "/");
