import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import type { Answer } from "./answer.ts";

const TYPES = {
  "index.html": "text/html; charset=utf-8",
  "page.css": "text/css; charset=utf-8",
  "viewer.js": "text/javascript; charset=utf-8",
} as const;

/** A file of the built page. */
export async function asset(name: keyof typeof TYPES, page = pageFolder()): Promise<Answer> {
  const body = await readFile(new URL(name, page));
  return { status: 200, headers: { "content-type": TYPES[name] }, body };
}

/** By the package's own name: the same from the sources and from any file of the bundle. */
function pageFolder(): URL {
  const manifest = createRequire(import.meta.url).resolve("@driftgraph/viewer/package.json");
  const folder = new URL("dist/page/", pathToFileURL(manifest));
  if (!existsSync(folder)) throw new Error("the viewer is not built: npm run build");
  return folder;
}
