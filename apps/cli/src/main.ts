import { parseArguments } from "./arguments/parse.ts";
import { UsageError } from "./arguments/usage-error.ts";
import { EXIT, type ExitCode } from "./command.ts";
import { COMMANDS, type CommandEntry } from "./commands/table.ts";
import { debugging, reporting } from "./terminal/reporting.ts";
import { processTerminal, type Terminal } from "./terminal/terminal.ts";

/**
 * Runs the `driftgraph` command and sets the process's exit code.
 *
 * @param argv what was typed behind `driftgraph`.
 */
export async function main(argv: readonly string[]): Promise<void> {
  const terminal = processTerminal(process.env);
  process.exitCode = await runCommand(argv, terminal, debugging(process.env));
}

/** Runs a command line on a terminal and gives its exit code; never throws. */
export async function runCommand(
  argv: readonly string[],
  terminal: Terminal,
  debug = false,
): Promise<ExitCode> {
  return reporting(terminal, debug, () => dispatch(argv, terminal));
}

async function dispatch(argv: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const [first, ...rest] = argv;
  if (first === undefined || first === "--help" || first === "-h" || first === "help")
    return help(rest, terminal);
  if (first === "--version" || first === "-v") return printVersion(terminal);
  if (first === "complete") return complete(rest, terminal);
  const command = await find(first).load();
  const args = parseArguments(command.spec, rest);
  if (args.flag("help")) {
    const { commandHelp } = await import("./terminal/help.ts");
    terminal.out(commandHelp(command.spec, terminal.colours.out));
    return EXIT.ok;
  }
  return command.run(args, terminal);
}

function find(name: string): CommandEntry {
  const entry = COMMANDS.find((command) => command.name === name);
  if (entry) return entry;
  const what = name.startsWith("-") ? "option" : "command";
  const candidates = [...COMMANDS.map((command) => command.name), "--help", "--version"];
  throw new UsageError(`unknown ${what} ${name}`, {
    misspelt: { given: name, candidates },
    hint: "driftgraph --help lists the commands.",
  });
}

async function help([name]: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const { commandHelp, mainHelp } = await import("./terminal/help.ts");
  const colours = terminal.colours.out;
  if (name !== undefined && !name.startsWith("-")) {
    const { spec } = await find(name).load();
    terminal.out(commandHelp(spec, colours));
    return EXIT.ok;
  }
  const { version } = await import("./version.ts");
  terminal.out(mainHelp(COMMANDS, version(), colours));
  return EXIT.ok;
}

/** Asked by the completion scripts at each press of Tab; not for people, so not among the commands. */
async function complete(words: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const { candidates } = await import("./completion/candidates.ts");
  terminal.out((await candidates(words, COMMANDS)).map((candidate) => `${candidate}\n`).join(""));
  return EXIT.ok;
}

async function printVersion(terminal: Terminal): Promise<ExitCode> {
  const { version } = await import("./version.ts");
  terminal.out(`${version()}\n`);
  return EXIT.ok;
}
