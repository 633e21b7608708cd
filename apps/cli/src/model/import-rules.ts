import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Our packages that a model file may import, with the URL of the command's own copy. */
export type OwnPackages = Readonly<Record<string, string>>;

const TYPESCRIPT = /\.m?ts$/;
const RELATIVE = /^\.{1,2}\/|^file:/;
/** What stands in the place of a missing file, by the ending that was asked for. */
const REPLACEMENTS: readonly (readonly [RegExp, string])[] = [
  [/\.js$/, ".ts"],
  [/\.mjs$/, ".mts"],
  [/(?<!\.[cm]?[jt]s|\.json)$/, ".ts"],
  [/(?<!\.[cm]?[jt]s|\.json)$/, ".js"],
];

/** Whether a module is TypeScript, by its URL. */
export function isTypeScript(url: string): boolean {
  return TYPESCRIPT.test(pathOf(url));
}

/** Whether a module is JSON, by its URL. */
export function isJson(url: string): boolean {
  return pathOf(url).endsWith(".json");
}

/** Whether a module is a user's own file, as against a package's, ours or Node's. */
export function isModelFile(url: string, own: OwnPackages): boolean {
  if (!url.startsWith("file:") || pathOf(url).includes("/node_modules/")) return false;
  return !Object.values(own).some((ours) => url.startsWith(new URL("./", ours).href));
}

/**
 * The file meant by a relative import that names no existing file: `./x.js` or `./x` for `x.ts`.
 */
export function replacement(specifier: string, parent: string | undefined): string | undefined {
  if (!RELATIVE.test(specifier) || !parent?.startsWith("file:")) return undefined;
  for (const [ending, substitute] of REPLACEMENTS) {
    if (!ending.test(specifier)) continue;
    const url = new URL(specifier.replace(ending, substitute), parent);
    if (existsSync(fileURLToPath(url))) return url.href;
  }
  return undefined;
}

/** A JSON file as an ES module: imports need no attribute, and Node 20 has nothing to warn of. */
export function jsonModule(text: string): string {
  JSON.parse(text);
  return `export default JSON.parse(${JSON.stringify(text)});`;
}

const ESM_SYNTAX =
  /^[ \t]*(?:import\s*(?:[\w${*"']|type\b)|export\s+(?:default|const|let|var|function|class|async)\b|export\s*[{*])/m;

/**
 * Whether a file's text is an ES module though its folder says that files like it aren't: what `npm init` writes, and
 * most don't know that it says so.
 */
export function isEsmText(url: string, text: string): boolean {
  return pathOf(url).endsWith(".js") && ESM_SYNTAX.test(text);
}

/** Whether Node says that it found no such module. */
export function isNotFound(error: unknown): boolean {
  if (!(error instanceof Error) || !("code" in error)) return false;
  return error.code === "ERR_MODULE_NOT_FOUND" || error.code === "ERR_UNSUPPORTED_DIR_IMPORT";
}

function pathOf(url: string): string {
  return url.split(/[?#]/, 1)[0] ?? url;
}
