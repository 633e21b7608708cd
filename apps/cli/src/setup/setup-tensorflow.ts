import path from "node:path";
import {
  damagedFiles,
  findInstallation,
  type Installation,
  installationFolder,
  probe,
  provision,
  SetupError,
} from "@driftgraph/tensorflow/node";
import type { Arguments } from "../arguments/parse.ts";
import { UsageError } from "../arguments/usage-error.ts";
import { EXIT, type ExitCode } from "../command.ts";
import type { Terminal } from "../terminal/terminal.ts";

/** Sets libtensorflow up, or checks it. */
export async function setupTensorFlow(args: Arguments, terminal: Terminal): Promise<ExitCode> {
  const what = args.positional("WHAT") ?? "";
  if (what !== "tensorflow") {
    throw new UsageError(`there is no setup of ${what}`, {
      misspelt: { given: what, candidates: ["tensorflow"] },
    });
  }
  const force = args.flag("force") ?? false;
  const from = args.text("from");
  if (args.flag("check")) {
    if (force || from !== undefined) {
      throw new UsageError("--check changes nothing, so it goes with neither --force nor --from");
    }
    return check(terminal);
  }
  const installation = await provision({
    reporter: {
      step: (text) => terminal.err(`${terminal.colours.err.dim(text)}\n`),
      interactive: terminal.interactive,
    },
    force,
    ...(from !== undefined && { from: sourceOf(from) }),
  });
  terminal.out(`${describe(installation)}\n`);
  return EXIT.ok;
}

/** Paths are meant from where the command is run; the setup itself works elsewhere. */
function sourceOf(from: string): string {
  return from.includes("/") || from.includes(path.sep) ? path.resolve(from) : from;
}

async function check(terminal: Terminal): Promise<ExitCode> {
  const installation = findInstallation();
  if (!installation) {
    throw new SetupError(
      `libtensorflow is not set up: there is nothing whole in ${installationFolder()}`,
      "driftgraph setup tensorflow gets it.",
    );
  }
  const damaged = await damagedFiles(installation);
  if (damaged.length > 0) {
    throw new SetupError(
      `files of ${installation.folder} are damaged: ${damaged.join(", ")}`,
      "driftgraph setup tensorflow --force sets it up afresh.",
    );
  }
  await probe(installation.folder);
  terminal.out(`${describe(installation)}\n`);
  return EXIT.ok;
}

const SOURCES = {
  installer: "tfjs-node's installer",
  wheel: "TensorFlow's wheel",
  python: "an installed TensorFlow",
} as const;

function describe({ tensorflow, source, folder }: Installation): string {
  return `libtensorflow ${tensorflow}, from ${SOURCES[source]}, is in ${folder}`;
}
