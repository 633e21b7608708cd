import { isBuiltin } from "node:module";
import { DriftgraphError } from "@driftgraph/core";
import type { Program } from "acorn";
import { parseSource } from "./parse-source.ts";
import { placeAt } from "./span.ts";

/** What loading modules needs of its surroundings. */
export interface ModuleHost {
  /** The text of a user's file; undefined if there is none. */
  readFile(url: string): Promise<string | undefined>;
  /** The modules that stand for our packages, by name. */
  readonly own: ReadonlyMap<string, string>;
  /** The URL of an npm package's module, as a file would import it; undefined if it may not be, or isn't there. */
  resolvePackage?(specifier: string, parent: string): string | undefined;
}

/** Endings to try for a relative import, in this order: `./x.js` and `./x` may mean `x.ts`. */
const ENDINGS: readonly (readonly [RegExp, string])[] = [
  [/$/, ""],
  [/\.js$/, ".ts"],
  [/\.mjs$/, ".mts"],
  [/(?<!\.[cm]?[jt]s|\.json)$/, ".ts"],
  [/(?<!\.[cm]?[jt]s|\.json)$/, ".js"],
];

let evaluations = 0;

/**
 * Evaluates a module from its text, and its relative imports from theirs: so files needn't be saved, or be
 * on a disk, and are fresh each time. Errors' stacks have the files' own places.
 *
 * @param code JavaScript.
 * @throws DriftgraphError `model-file` for an import that can't be had; whatever the module throws.
 */
export async function evaluateModule(
  url: string,
  code: string,
  program: Program,
  host: ModuleHost,
): Promise<unknown> {
  evaluations++;
  return await import(/* @vite-ignore */ await moduleUrl(url, code, program, host, []));
}

async function moduleUrl(
  url: string,
  code: string,
  program: Program,
  host: ModuleHost,
  importers: readonly string[],
): Promise<string> {
  const chain = [...importers, url];
  let text = "";
  let from = 0;
  for (const source of sourcesOf(program)) {
    const target = await targetOf(source, url, code, host, chain);
    text += code.slice(from, source.start) + JSON.stringify(target);
    from = source.end;
  }
  text += code.slice(from);
  // The number makes it another module than the last time, with the same name in stacks.
  return dataUrl(`${text}\n//${evaluations}\n//# sourceURL=${url}`);
}

interface Source {
  readonly specifier: string;
  readonly start: number;
  readonly end: number;
}

function sourcesOf({ body }: Program): Source[] {
  return body.flatMap((item) => {
    const source = "source" in item ? item.source : undefined;
    if (!source || typeof source.value !== "string") return [];
    return [{ specifier: source.value, start: source.start, end: source.end }];
  });
}

async function targetOf(
  source: Source,
  parent: string,
  code: string,
  host: ModuleHost,
  chain: readonly string[],
): Promise<string> {
  const { specifier } = source;
  const own = host.own.get(specifier);
  if (own !== undefined) return own;
  const place = { where: parent, ...placeAt(code, source.start), length: specifier.length + 2 };
  const refuse = (problem: string, hint?: string): DriftgraphError =>
    new DriftgraphError("model-file", `the import of "${specifier}" ${problem}`, { place, hint });
  if (/^\.{1,2}\//.test(specifier)) {
    const found = await findFile(specifier, parent, host);
    if (!found) throw refuse("leads to no file");
    if (chain.includes(found.url)) throw refuse("goes in a circle, which a model's files may not");
    return await fileUrl(found, host, chain);
  }
  if (!host.resolvePackage) throw refuse("is followed only when the model is run");
  if (isBuiltin(specifier)) return specifier.startsWith("node:") ? specifier : `node:${specifier}`;
  const resolved = host.resolvePackage(specifier, parent);
  if (resolved === undefined)
    throw refuse("leads nowhere", `Install it (npm install ${specifier}), or check the spelling.`);
  return resolved;
}

interface FoundFile {
  readonly url: string;
  readonly text: string;
}

async function findFile(
  specifier: string,
  parent: string,
  host: ModuleHost,
): Promise<FoundFile | undefined> {
  for (const [ending, substitute] of ENDINGS) {
    if (!ending.test(specifier)) continue;
    const { href } = new URL(specifier.replace(ending, substitute), parent);
    const text = await host.readFile(href);
    if (text !== undefined) return { url: href, text };
  }
  return undefined;
}

async function fileUrl(
  { url, text }: FoundFile,
  host: ModuleHost,
  chain: readonly string[],
): Promise<string> {
  if (url.endsWith(".json")) return dataUrl(`export default ${JSON.stringify(JSON.parse(text))};`);
  const parsed = parseSource(text, url);
  if ("message" in parsed) {
    const { message, span } = parsed;
    const place = { where: url, ...placeAt(text, span.start) };
    throw new DriftgraphError("model-file", `${url} has a syntax error: ${message}`, { place });
  }
  return await moduleUrl(url, parsed.code, parsed.program, host, chain);
}

function dataUrl(code: string): string {
  return `data:text/javascript;charset=utf-8,${encodeURIComponent(code)}`;
}
