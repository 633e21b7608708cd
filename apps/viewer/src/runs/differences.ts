import { numberText } from "../charts/number-text.ts";
import type { RunEntry } from "../reading/run-entry.ts";
import { symbolOf } from "./symbol.ts";

type Value = number | string | boolean;

/**
 * What a run was given otherwise than the one it is compared with, in words: `σ 0.1→0.3`.
 *
 * Only runs of the same model are compared, and those of other programs, by the hyperparameters that both name.
 */
export function differences(run: RunEntry, base: RunEntry | undefined): readonly string[] {
  if (!base || base === run || run.model !== base.model) return [];
  const given = parametersOf(run);
  const before = parametersOf(base);
  const scheme = change("scheme", base.scheme ?? "–", run.scheme ?? "–");
  const isOurs = run.model !== undefined;
  return (
    [...new Set([...Object.keys(before), ...Object.keys(given)])]
      .filter((name) => name !== "scheme" || !isOurs)
      // Two logs of other programs may have nothing to do with each other.
      .filter((name) => isOurs || (Object.hasOwn(before, name) && Object.hasOwn(given, name)))
      .map((name) => change(symbolOf(name), before[name], given[name]))
      .concat(scheme)
      .filter((text) => text !== undefined)
  );
}

function parametersOf(run: RunEntry): Readonly<Record<string, Value>> {
  return { ...run.parameters, ...run.point };
}

function change(name: string, from: Value | undefined, to: Value | undefined): string | undefined {
  return from === to ? undefined : `${name} ${valueText(from)}→${valueText(to)}`;
}

/** A parameter's or setting's value for people. */
export function valueText(value: Value | undefined): string {
  if (value === undefined) return "–";
  return typeof value === "number" ? numberText(value, 6) : String(value);
}
