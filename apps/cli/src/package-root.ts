import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

/** The URL of this package's folder, with a slash at its end. */
export function packageRoot(): URL {
  // By the package's own name: the same from the sources and from any file of the bundle.
  const manifest = createRequire(import.meta.url).resolve("driftgraph/package.json");
  return new URL("./", pathToFileURL(manifest));
}
