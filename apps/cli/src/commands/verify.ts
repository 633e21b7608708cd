import type { Command } from "../command.ts";

/** `driftgraph verify PATH`. */
export const verify: Command = {
  spec: {
    name: "verify",
    summary: "Check event files for damage and for TensorBoard's traps",
    positionals: [
      {
        name: "PATH",
        required: true,
        description: "An event file, or a folder that is searched for them",
        completes: "folder",
      },
    ],
    options: { json: { description: "Print the findings as JSON" } },
    examples: [
      { line: "driftgraph verify runs/switch-1", what: "One run" },
      { line: "driftgraph verify runs", what: "All runs" },
    ],
    notes: ["Ends with exit code 1 if a problem was found."],
  },
  async run(args, terminal) {
    const { verifyPath } = await import("../inspection/verify-path.ts");
    return verifyPath(args.positional("PATH") ?? "", args.flag("json") ?? false, terminal);
  },
};
