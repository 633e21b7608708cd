import {
  DriftgraphError,
  type Model,
  orderOf,
  type Plan,
  prepare,
  proveNoise,
  resolvePlan,
} from "@driftgraph/core";
import { chooseBackend } from "driftgraph/embed";
import { errorMessage } from "../run/error-message.ts";
import { referencedModel } from "../run/find-model.ts";
import { type ModelReference, type RunOptions, simulateOptions } from "../run/run-options.ts";
import type { ModuleHost } from "./load-module.ts";

/** Options to check against a model. */
export interface CheckRequest {
  readonly model: ModelReference;
  readonly options: RunOptions;
}

/** What a run of these options would be, or what is wrong with them. */
export interface CheckedOptions {
  readonly problem?: {
    /** The option's field in the form, such as `dt`, `parameter:K` or `sweep:K`; empty: the model itself. */
    readonly field: string;
    readonly message: string;
  };
  readonly plan?: {
    readonly scheme: string;
    readonly order: { readonly strong: number | null; readonly weak: number | null };
    readonly paths: number;
    readonly steps: number;
    readonly points: number;
  };
}

/** Which field of the form an error's message is about. */
const FIELDS: readonly (readonly [RegExp, string])[] = [
  [/^(paths|dt|tEnd|every|seed|threads|dtype|backend) (?:is|=)/, ""],
  [/^\d+ steps, expected at most/, "dt"],
  [/^\d+ logged times/, "every"],
  [/^initial value of (\S+)/, "initial:"],
  [/^parameter (\S+)/, "parameter:"],
  [/^sweep of (\S+)/, "sweep:"],
  [/^unknown parameter "([^"]+)"/, "sweep:"],
  [/values in a sweep|the sweep has/, "sweep"],
];

/** Checks options as a run would, and says what it would be. */
export async function checkOptions(
  { model: reference, options }: CheckRequest,
  readFile: ModuleHost["readFile"],
): Promise<CheckedOptions> {
  try {
    const model = await referencedModel(reference, { readFile, packages: false });
    const planned = await planOf(model, options);
    if ("refusal" in planned) return { problem: { field: "backend", message: planned.refusal } };
    const { scheme, paths, steps, points } = planned;
    const { strong = null, weak = null } = orderOf(scheme, proveNoise(model).structure);
    const order = { strong, weak };
    return { plan: { scheme: scheme.name, order, paths, steps, points: points.length } };
  } catch (error) {
    if (!(error instanceof DriftgraphError)) throw error;
    return { problem: { field: fieldOf(error), message: errorMessage(error) } };
  }
}

/** The plan of a run; or why its backend can't run it: that libtensorflow is not set up, for one. */
async function planOf(
  model: Model,
  options: RunOptions,
): Promise<Plan | { readonly refusal: string }> {
  const { backend } = await chooseBackend(options.backend);
  const plan = resolvePlan(model, { ...simulateOptions(options), backend });
  try {
    if (typeof backend === "object") backend.check?.(prepare(plan).optimized, plan);
    return plan;
  } catch (error) {
    return { refusal: errorMessage(error) };
  }
}

function fieldOf({ code, message }: DriftgraphError): string {
  if (code === "scheme-not-applicable" || code === "unknown-scheme") return "scheme";
  for (const [pattern, field] of FIELDS) {
    const found = pattern.exec(message);
    if (found) return field.endsWith(":") || field === "" ? `${field}${found[1]}` : field;
  }
  return "";
}
