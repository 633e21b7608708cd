import { readdirSync } from "node:fs";
import {
  COMMON_OPTIONS,
  type CommandSpec,
  type Completion,
  type OptionSpec,
} from "../arguments/specification.ts";
import type { CommandEntry } from "../commands/table.ts";

/**
 * What the last word of a command line could become; none where the shell should offer files.
 *
 * @param words what stands behind `driftgraph`, the unfinished word last.
 */
export async function candidates(
  words: readonly string[],
  commands: readonly CommandEntry[],
): Promise<string[]> {
  const current = words.at(-1) ?? "";
  const all = await allCandidates(words, commands);
  return all.filter((candidate) => candidate.startsWith(current));
}

async function allCandidates(
  words: readonly string[],
  commands: readonly CommandEntry[],
): Promise<string[]> {
  const [name, ...rest] = words;
  if (rest.length === 0) return [...commands.map((command) => command.name), "--help", "--version"];
  const entry = commands.find((command) => command.name === name);
  if (!entry) return [];
  const { spec } = await entry.load();
  const options = { ...spec.options, ...COMMON_OPTIONS };
  const current = rest.at(-1) ?? "";
  const awaiting = optionAwaitingValue(options, rest.at(-2));
  if (awaiting) return valuesOf(awaiting.completes);
  if (current.startsWith("-")) return optionNames(options);
  const given = positionalsIn(options, rest.slice(0, -1));
  const next = spec.positionals[given] ?? spec.positionals.at(-1);
  const isPast = given >= spec.positionals.length && !next?.repeat;
  return isPast ? [] : valuesOf(next?.completes);
}

type Options = CommandSpec["options"];

function optionAwaitingValue(options: Options, before: string | undefined): OptionSpec | undefined {
  const option = before?.startsWith("-") ? findOption(options, before) : undefined;
  return option?.value === undefined ? undefined : option;
}

function findOption(options: Options, word: string): OptionSpec | undefined {
  return Object.entries(options).find(
    ([name, { short }]) => word === `--${name}` || word === `-${short}`,
  )?.[1];
}

function optionNames(options: Options): string[] {
  return Object.entries(options).flatMap(([name, { negatable }]) =>
    negatable ? [`--${name}`, `--no-${name}`] : [`--${name}`],
  );
}

function positionalsIn(options: Options, words: readonly string[]): number {
  return words.filter(
    (word, i) => !word.startsWith("-") && !optionAwaitingValue(options, words[i - 1]),
  ).length;
}

async function valuesOf(completion: Completion | undefined): Promise<string[]> {
  if (completion === "model") return (await import("../model/built-in.ts")).builtInNames();
  if (completion === "scheme")
    return (await import("@driftgraph/core")).SCHEMES.map(({ name }) => name);
  if (completion === "run") return runsIn("runs");
  if (completion === "run or model") return [...runsIn("runs"), ...(await valuesOf("model"))];
  return typeof completion === "object" ? [...completion] : [];
}

function runsIn(folder: string): string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map(({ name }) => `${folder}/${name}`);
  } catch {
    return [];
  }
}
