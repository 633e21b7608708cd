import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import { evaluateModule, type ModuleHost } from "./load-module.ts";
import { type DefineCall, type Outline, outlineOf } from "./outline.ts";
import { parseSource, type SyntaxProblem } from "./parse-source.ts";
import { type RecordedCall, recordModels } from "./record-models.ts";
import { sliceOf } from "./slice.ts";
import { placeAt } from "./span.ts";

/** A model file with its models. */
export interface LoadedModels {
  readonly outline: Outline;
  /** What became of each call of `defineModel`; undefined if the file never came to it. */
  readonly recorded: readonly (RecordedCall | undefined)[];
  /** What the file threw, if that wasn't about a model's definition. */
  readonly failure: unknown;
}

/** The modules of ours that model files may import, beside this one when it is built. */
const OWN: ReadonlyMap<string, string> = new Map([
  ["@driftgraph/core", new URL("./core-module.mjs", import.meta.url).href],
  ["@driftgraph/models", new URL("./models-module.mjs", import.meta.url).href],
]);

/** What may be done to load a model file. */
export interface LoadOptions {
  readonly readFile: ModuleHost["readFile"];
  /** Whether it may import npm packages and Node's modules: for a run, not as somebody types. */
  readonly packages: boolean;
}

/** Loads the models of a file from its text. */
export async function loadModels(
  url: string,
  text: string,
  { readFile, packages }: LoadOptions,
): Promise<LoadedModels | SyntaxProblem> {
  const parsed = parseSource(text, url);
  if ("message" in parsed) return parsed;
  const outline = outlineOf(parsed.program);
  if (outline.calls.length === 0) return { outline, recorded: [], failure: undefined };
  const slice = parseSliced(
    sliceOf(
      parsed,
      outline.calls.map(({ call }) => call),
    ),
    url,
  );
  const host = { readFile, own: OWN, ...(packages && { resolvePackage }) };
  const { calls, failure } = await recordModels(url, () =>
    evaluateModule(url, slice.code, slice.program, host),
  );
  return { outline, recorded: outline.calls.map((call) => recordOf(call, calls, text)), failure };
}

function parseSliced(code: string, url: string) {
  const parsed = parseSource(code, url);
  if ("message" in parsed) throw new Error(`${url} can't be read: ${parsed.message}`);
  return parsed;
}

/** The engine tells the place of the function's name, which is the callee's last identifier. */
function recordOf(
  { callee }: DefineCall,
  calls: readonly RecordedCall[],
  text: string,
): RecordedCall | undefined {
  const { line, column } = placeAt(text, callee.start);
  const length = callee.end - callee.start;
  return calls.find(
    (call) => call.line === line && call.column >= column && call.column <= column + length,
  );
}

function resolvePackage(specifier: string, parent: string): string | undefined {
  if (!parent.startsWith("file:")) return undefined;
  try {
    return pathToFileURL(createRequire(parent).resolve(specifier)).href;
  } catch {
    return undefined;
  }
}
