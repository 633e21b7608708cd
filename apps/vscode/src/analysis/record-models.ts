import {
  DriftgraphError,
  defineModel as define,
  type Model,
  type ModelDefinition,
} from "@driftgraph/core";
import { repaired } from "./repair.ts";

/** A call of `defineModel` that was made: the model, and all that is wrong with its definition. */
export interface RecordedCall {
  readonly definition: unknown;
  /** Of the definition, or of what is left of it without its errors; undefined if there is none. */
  readonly model: Model | undefined;
  readonly errors: readonly DriftgraphError[];
  /** 1-based place of the call, by the stack. */
  readonly line: number;
  readonly column: number;
}

interface Recording {
  readonly url: string;
  readonly calls: RecordedCall[];
}

/** Errors of one definition that are looked for: a text with more is being written. */
const MOST_ERRORS = 20;

let recording: Recording | undefined;

/** Records the models that a module at `url` defines while `load` evaluates it. */
export async function recordModels(
  url: string,
  load: () => Promise<unknown>,
): Promise<{ readonly calls: readonly RecordedCall[]; readonly failure: unknown }> {
  const current: Recording = { url, calls: [] };
  recording = current;
  try {
    await load();
    return { calls: current.calls, failure: undefined };
  } catch (failure) {
    const known = current.calls.some(({ errors }) => errors.some((error) => error === failure));
    return { calls: current.calls, failure: known ? undefined : failure };
  } finally {
    recording = undefined;
  }
}

/** The core's `defineModel`, which model files are given: it notes what is defined, and all errors at once. */
export function defineModel<S extends string, P extends string = never, O extends string = never>(
  definition: ModelDefinition<S, P, O>,
): Model {
  const site = siteOf(new Error().stack ?? "", recording?.url);
  const errors: DriftgraphError[] = [];
  let model: Model | undefined;
  let attempt: unknown = definition;
  while (!model && attempt !== undefined && errors.length < MOST_ERRORS) {
    try {
      // Whatever was given: checking it is the core's affair.
      model = define(attempt as ModelDefinition<S, P, O>);
    } catch (error) {
      if (!(error instanceof DriftgraphError)) throw error;
      if (errors.some(({ message }) => message === error.message)) break;
      errors.push(error);
      attempt = repaired(attempt, error);
    }
  }
  if (site) recording?.calls.push({ definition, model, errors, ...site });
  const [first] = errors;
  if (model) return model;
  throw first ?? new Error("the model could not be defined");
}

function siteOf(stack: string, url: string | undefined) {
  if (url === undefined) return undefined;
  for (const frame of stack.split("\n")) {
    const at = frame.lastIndexOf(`${url}:`);
    const [, line, column] =
      at < 0 ? [] : (/^:(\d+):(\d+)/.exec(frame.slice(at + url.length)) ?? []);
    if (line !== undefined) return { line: Number(line), column: Number(column) };
  }
  return undefined;
}
