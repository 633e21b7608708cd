import { DriftgraphError, findScheme, nearest, SCHEMES } from "@driftgraph/core";
import { UsageError } from "driftgraph/embed";
import { firstLine, problemOf } from "./diagnose.ts";
import { type LoadedModels, loadModels } from "./load-models.ts";
import type { ModuleHost } from "./load-module.ts";
import { type ModelFacts, modelFacts } from "./model-facts.ts";
import { type DefineCall, type Outline, outlineOf } from "./outline.ts";
import { parseSource } from "./parse-source.ts";
import type { Problem } from "./problem.ts";
import type { RecordedCall } from "./record-models.ts";
import { offsetAt } from "./span.ts";

/** One model of a file, as it is written and, if it could be evaluated, what it is. */
export interface AnalysedModel extends DefineCall {
  readonly facts?: ModelFacts;
  /** Whether the facts are of the model without what is wrong with it: nothing is proved of it as it is written. */
  readonly isRepaired?: true;
}

/** What is known of a model file. */
export interface Analysis {
  readonly models: readonly AnalysedModel[];
  readonly problems: readonly Problem[];
  /** Whether the text could be parsed: if not, what was known before may be shown still. */
  readonly parsed: boolean;
}

/** How a file is analysed. */
export interface AnalysisRequest {
  readonly url: string;
  readonly text: string;
  /** Whether its code may be run: only in a trusted workspace. */
  readonly evaluate: boolean;
}

/** Finds the models of a file and all that is wrong with them. */
export async function analyse(
  { url, text, evaluate }: AnalysisRequest,
  readFile: ModuleHost["readFile"],
): Promise<Analysis> {
  if (!evaluate) return outlined(url, text);
  const loaded = await loadModels(url, text, { readFile, packages: false }).catch(
    (error: unknown) => ({ outline: outlined(url, text), error }),
  );
  if ("message" in loaded) {
    const { message, span } = loaded;
    const problem: Problem = { span, message, code: "syntax", severity: "error", fixes: [] };
    return { models: [], problems: [problem], parsed: false };
  }
  if ("error" in loaded)
    return { ...loaded.outline, problems: [failureAt(loaded.error, url, text)] };
  return describe(loaded, url, text);
}

/** Without running anything. */
function outlined(url: string, text: string): Analysis {
  const parsed = parseSource(text, url);
  if ("message" in parsed) return { models: [], problems: [], parsed: false };
  return { models: outlineOf(parsed.program).calls, problems: [], parsed: true };
}

function describe(
  { outline, recorded, failure }: LoadedModels,
  url: string,
  text: string,
): Analysis {
  const problems: Problem[] = [];
  const models = outline.calls.map((call, i): AnalysedModel => {
    const record = recorded[i];
    for (const error of record?.errors ?? []) problems.push(problemOf(error, call, text, url));
    const isRepaired = (record?.errors.length ?? 0) > 0;
    return { ...call, ...factsOf(record), ...(isRepaired && { isRepaired }) };
  });
  if (failure !== undefined) problems.push(failureAt(failure, url, text));
  problems.push(...schemeProblems(outline, models));
  return { models, problems, parsed: true };
}

function factsOf(record: RecordedCall | undefined): { facts?: ModelFacts } {
  if (!record?.model) return {};
  try {
    return { facts: modelFacts(record.model) };
  } catch (error) {
    if (error instanceof DriftgraphError) return {};
    throw error;
  }
}

/** An error that isn't about a definition, at the place that it or its stack tells. */
function failureAt(error: unknown, url: string, text: string): Problem {
  const message = error instanceof Error ? firstLine(error.message) : String(error);
  const { line, column } = placeIn(error, url);
  const start = offsetAt(text, line, column);
  const rest = /^("[^"\n]*"|'[^'\n]*'|[\p{L}\p{N}_$.]+)/u.exec(text.slice(start))?.[0] ?? " ";
  const refused = /followed only when the model is run/.test(message);
  return {
    span: { start, end: start + rest.length },
    message:
      error instanceof DriftgraphError || error instanceof UsageError
        ? message
        : `${nameOf(error)}: ${message}`,
    code: "model-file",
    severity: refused ? "information" : "error",
    fixes: [],
  };
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : "Error";
}

function placeIn(error: unknown, url: string): { line: number; column: number } {
  if (error instanceof DriftgraphError && error.place?.line !== undefined) {
    const { where, line, column = 1 } = error.place;
    if (where === url || url.endsWith(encodeURI(where))) return { line, column };
  }
  const stack = error instanceof Error ? (error.stack ?? "") : "";
  for (const frame of stack.split("\n")) {
    const at = frame.lastIndexOf(`${url}:`);
    const [, line, column] =
      at < 0 ? [] : (/^:(\d+):(\d+)/.exec(frame.slice(at + url.length)) ?? []);
    if (line !== undefined) return { line: Number(line), column: Number(column) };
  }
  return { line: 1, column: 1 };
}

/** Schemes asked for by name that don't exist, or don't apply to their model. */
function schemeProblems({ schemes }: Outline, models: readonly AnalysedModel[]): Problem[] {
  const names = SCHEMES.map(({ name }) => name);
  return schemes.flatMap(({ scheme, span, model }): Problem[] => {
    const facts = models[model]?.facts;
    const fallback = facts?.schemes.find(({ isDefault }) => isDefault)?.name;
    const fix = (name: string | undefined) =>
      name === undefined ? [] : [{ title: `Use ${name}`, span, text: name }];
    if (!names.includes(scheme)) {
      const message = messageOf(() => findScheme(scheme));
      const fixes = fix(nearest(scheme, names) ?? fallback);
      return [{ span, message, code: "unknown-scheme", severity: "error", fixes }];
    }
    const refusal = facts?.schemes.find(({ name }) => name === scheme)?.refusal;
    if (refusal === undefined) return [];
    const message = `${scheme} doesn't apply: ${refusal}`;
    return [
      { span, message, code: "scheme-not-applicable", severity: "error", fixes: fix(fallback) },
    ];
  });
}

function messageOf(throwing: () => unknown): string {
  try {
    throwing();
    return "";
  } catch (error) {
    return error instanceof Error ? firstLine(error.message) : String(error);
  }
}
