import type { Command } from "../command.ts";

/** `driftgraph inspect RUN`. */
export const inspect: Command = {
  spec: {
    name: "inspect",
    summary: "Show what is in a run log, and what is wrong with it",
    positionals: [{ name: "RUN", required: true, description: "A run's folder", completes: "run" }],
    options: { json: { description: "Print it as one JSON object" } },
    examples: [
      { line: "driftgraph inspect runs/switch-1", what: "For people" },
      { line: "driftgraph inspect runs/switch-1 --json | jq .scalars", what: "For a script" },
    ],
  },
  async run(args, terminal) {
    const { inspectRun } = await import("../inspection/inspect-run.ts");
    return inspectRun(args.positional("RUN") ?? "", args.flag("json") ?? false, terminal);
  },
};
