import { COMMON_OPTIONS, type CommandSpec, type OptionSpec } from "../arguments/specification.ts";
import type { CommandEntry } from "../commands/table.ts";
import type { Palette } from "./colour.ts";
import { table } from "./table.ts";

const EXIT_CODES = [
  ["0", "done"],
  ["1", "the run failed, or problems were found"],
  ["2", "refused: the command line, the model or an option is wrong; nothing was written"],
  ["130", "ended by Ctrl-C; the log opens and holds what was computed"],
] as const;

const ENVIRONMENT = [
  ["NO_COLOR", "no colours"],
  ["FORCE_COLOR", "colours, terminal or not"],
  ["DEBUG=driftgraph", "stack traces with errors"],
] as const;

const EXAMPLES = [
  ["driftgraph run switch", "simulate the toggle switch, write ./runs/switch-1"],
  ["driftgraph run my-model.ts --paths 100000", "simulate a model of your own"],
  ["driftgraph view runs", "open the run logs in the browser"],
] as const;

/** The help of `driftgraph` itself. */
export function mainHelp(
  commands: readonly CommandEntry[],
  version: string,
  colours: Palette,
): string {
  return sections(colours, [
    [
      undefined,
      [`driftgraph ${version}: simulate stochastic differential equations as computational graphs`],
    ],
    ["Usage", ["driftgraph COMMAND …", "driftgraph COMMAND --help", "driftgraph --version"]],
    ["Commands", pairs(commands.map(({ name, summary }) => [name, summary]))],
    ["Examples", pairs(EXAMPLES)],
    ["Exit codes", pairs(EXIT_CODES)],
    ["Environment", pairs(ENVIRONMENT)],
  ]);
}

/** The help of one command. */
export function commandHelp(spec: CommandSpec, colours: Palette): string {
  const options = Object.entries({ ...spec.options, ...COMMON_OPTIONS });
  const examples = spec.examples.flatMap(({ line, what }, i) => [
    ...(i > 0 ? [""] : []),
    colours.dim(`# ${what}`),
    line,
  ]);
  return sections(colours, [
    [undefined, [spec.summary]],
    ["Usage", [usageLine(spec)]],
    ["Arguments", pairs(spec.positionals.map(({ name, description }) => [name, description]))],
    [
      "Options",
      pairs(options.map(([name, option]) => [optionHead(name, option), option.description])),
    ],
    ["Examples", examples],
    ...(spec.notes ?? []).map((note): Section => [undefined, note.split("\n")]),
  ]);
}

/** How a command is called, in one line. */
function usageLine({ name, positionals }: CommandSpec): string {
  const words = positionals.map(({ name, required, repeat }) => {
    const word = repeat ? `${name}…` : name;
    return required ? word : `[${word}]`;
  });
  return ["driftgraph", name, ...words, "[options]"].join(" ");
}

function optionHead(name: string, { value, negatable, repeat, short }: OptionSpec): string {
  const head = `${short === undefined ? "" : `-${short}, `}--${name}${value === undefined ? "" : ` ${value}`}`;
  return `${head}${negatable ? `, --no-${name}` : ""}${repeat ? " …" : ""}`;
}

type Section = readonly [title: string | undefined, lines: readonly string[]];

function sections(colours: Palette, all: readonly Section[]): string {
  const texts = all
    .filter(([, lines]) => lines.length > 0)
    .map(([title, lines]) =>
      title === undefined
        ? lines.join("\n")
        : [colours.bold(title), ...lines.map((line) => (line === "" ? "" : `  ${line}`))].join(
            "\n",
          ),
    );
  return `${texts.join("\n\n")}\n`;
}

function pairs(rows: readonly (readonly [string, string])[]): string[] {
  return table(
    [
      { heading: "", align: "left" },
      { heading: "", align: "left" },
    ],
    rows,
  );
}
