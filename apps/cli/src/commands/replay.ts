import { readChoice } from "../arguments/values.ts";
import type { Command } from "../command.ts";

const FORMATS = ["csv", "json"] as const;

/** `driftgraph replay RUN --path N`. */
export const replay: Command = {
  spec: {
    name: "replay",
    summary: "Run one path of a run again, alone, with its increments",
    positionals: [
      {
        name: "RUN",
        required: true,
        description: "A run's folder, or that of a sweep's point",
        completes: "run",
      },
    ],
    options: {
      path: { value: "N", description: "Index of the path, from 0" },
      format: { value: "FORMAT", description: "csv (default) or json", completes: FORMATS },
    },
    examples: [
      {
        line: "driftgraph replay runs/switch-1 --path 123456 > path.csv",
        what: "One path out of millions, at every step",
      },
      {
        line: "driftgraph replay runs/switch-1 --path 7 --format json | jq .increments",
        what: "The increments that drove it",
      },
    ],
    notes: [
      "The path has the very bits that it had in the run, whatever was kept of it: noise is a function of\n" +
        "seed, path and step. Each row holds the state at t and the increments dW (and dZ, for schemes that\n" +
        "draw it) of the step that leads from there to the next row.",
    ],
  },
  async run(args, terminal) {
    const format = readChoice("--format", args.text("format") ?? "csv", FORMATS);
    const { replayRun } = await import("../replay/replay-run.ts");
    return replayRun(args.positional("RUN") ?? "", args.text("path"), format, terminal);
  },
};
