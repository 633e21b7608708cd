import { parseArgs } from "node:util";
import { COMMON_OPTIONS, type CommandSpec, type OptionSpec } from "./specification.ts";
import { UsageError } from "./usage-error.ts";

/** A parsed command line: what was given, by name, not yet read as numbers. */
export interface Arguments {
  /** The command line as it was typed, the command's name first. */
  readonly line: readonly string[];
  /** The positional argument of a name, if given. */
  positional(name: string): string | undefined;
  /** All arguments from a positional one on that may be repeated. */
  rest(name: string): readonly string[];
  /** The value of an option; the last one if it was repeated. */
  text(name: string): string | undefined;
  /** All values of an option that may be repeated. */
  all(name: string): readonly string[];
  /** true for `--name`, false for `--no-name`, undefined for neither. */
  flag(name: string): boolean | undefined;
}

/**
 * Parses the arguments of a command.
 *
 * @throws UsageError for an unknown option, a missing or superfluous value, or too many arguments.
 */
export function parseArguments(spec: CommandSpec, given: readonly string[]): Arguments {
  const options = { ...spec.options, ...COMMON_OPTIONS };
  const { tokens } = parseArgs({
    args: [...given],
    options: Object.fromEntries(
      Object.entries(options).map(([name, option]) => [name, parserOption(option)]),
    ),
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
  const values = new Map<string, string[]>();
  const flags = new Map<string, boolean>();
  const positionals: string[] = [];
  for (const token of tokens) {
    if (token.kind === "positional") positionals.push(token.value);
    if (token.kind === "option") readOption(options, token, values, flags);
  }
  checkPositionals(spec, positionals, flags.has("help"));
  return {
    line: [spec.name, ...given],
    positional: (name) => positionals[spec.positionals.findIndex((entry) => entry.name === name)],
    rest: (name) => positionals.slice(spec.positionals.findIndex((entry) => entry.name === name)),
    text: (name) => values.get(name)?.at(-1),
    all: (name) => values.get(name) ?? [],
    flag: (name) => flags.get(name),
  };
}

function parserOption({ value, short }: OptionSpec): {
  type: "string" | "boolean";
  short?: string;
} {
  return {
    type: value === undefined ? "boolean" : "string",
    ...(short === undefined ? {} : { short }),
  };
}

interface OptionToken {
  readonly name: string;
  readonly rawName: string;
  readonly value?: string | undefined;
  readonly inlineValue?: boolean | undefined;
}

function readOption(
  options: Readonly<Record<string, OptionSpec>>,
  { name, rawName, value }: OptionToken,
  values: Map<string, string[]>,
  flags: Map<string, boolean>,
): void {
  const negated =
    name.startsWith("no-") && options[name.slice(3)]?.negatable ? name.slice(3) : undefined;
  const spec = Object.hasOwn(options, name) ? options[name] : undefined;
  if (!spec && negated === undefined) throw unknownOption(options, rawName);
  if (!spec || spec.value === undefined) {
    if (value !== undefined) throw new UsageError(`${rawName} takes no value, got "${value}"`);
    flags.set(negated ?? name, negated === undefined);
    return;
  }
  if (value === undefined || value === "")
    throw new UsageError(`${rawName} needs a value: ${rawName} ${spec.value}`);
  const before = values.get(name) ?? [];
  if (before.length > 0 && !spec.repeat) throw new UsageError(`${rawName} is given twice`);
  values.set(name, [...before, value]);
}

function unknownOption(options: Readonly<Record<string, OptionSpec>>, rawName: string): UsageError {
  const candidates = Object.entries(options).flatMap(([name, { negatable }]) =>
    negatable ? [`--${name}`, `--no-${name}`] : [`--${name}`],
  );
  return new UsageError(`unknown option ${rawName}`, { misspelt: { given: rawName, candidates } });
}

/** The first letter only: there are names and units behind it. */
function lowerFirst(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1);
}

function checkPositionals(spec: CommandSpec, given: readonly string[], help: boolean): void {
  const missing = spec.positionals.slice(given.length).find(({ required }) => required);
  if (missing && !help) {
    throw new UsageError(
      `${spec.name} needs a ${missing.name}: ${lowerFirst(missing.description)}`,
    );
  }
  const extra = given[spec.positionals.length];
  if (extra !== undefined && !spec.positionals.at(-1)?.repeat)
    throw new UsageError(`${spec.name} doesn't expect "${extra}"`);
}
