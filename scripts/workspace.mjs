import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** The checkout's root folder. */
export const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** The packages that are published, in the order of their layers. */
export const PUBLISHED = [
  "packages/core",
  "packages/eventlog",
  "packages/models",
  "packages/tensorflow",
  "apps/viewer",
  "apps/cli",
];

/**
 * The parsed `package.json` of a folder.
 *
 * @param {string} folder
 */
export function manifestOf(folder) {
  return JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8"));
}

/**
 * The JavaScript file behind a command of a root dependency: run by `node`, it needs no shell on any system.
 *
 * @param {string} packageName
 * @param {string} [command] when the package has several
 */
export function toolPath(packageName, command) {
  const folder = path.join(ROOT, "node_modules", packageName);
  const { bin } = manifestOf(folder);
  const file = typeof bin === "string" ? bin : bin[command ?? packageName];
  return path.join(folder, file);
}
