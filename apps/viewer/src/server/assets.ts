import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import type { Answer } from "./answer.ts";
import type { Route } from "./routes.ts";

const TYPES = {
  "index.html": "text/html; charset=utf-8",
  "page.css": "text/css; charset=utf-8",
  "viewer.js": "text/javascript; charset=utf-8",
} as const;

/** A file of the built page. */
export function asset(name: keyof typeof TYPES): Route {
  return async ({ headers }): Promise<Answer> => {
    const body = await pageFile(name);
    const etag = `"${createHash("sha256").update(body).digest("base64url").slice(0, 22)}"`;
    const own = { "content-type": TYPES[name], "cache-control": "no-cache", etag };
    return headers["if-none-match"] === etag
      ? { status: 304, headers: own, body: "" }
      : { status: 200, headers: own, body };
  };
}

/**
 * The bytes of a file of the built page.
 *
 * @throws Error when the viewer isn't built
 */
export async function pageFile(name: keyof typeof TYPES): Promise<Uint8Array> {
  return await readFile(new URL(name, pageFolder()));
}

/** By the package's own name: the same from the sources and from any file of the bundle. */
function pageFolder(): URL {
  const manifest = createRequire(import.meta.url).resolve("@driftgraph/viewer/package.json");
  const folder = new URL("dist/page/", pathToFileURL(manifest));
  if (!existsSync(folder)) throw new Error("the viewer is not built: npm run build");
  return folder;
}
