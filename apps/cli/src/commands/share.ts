import type { Command } from "../command.ts";

/** `driftgraph share RUN… -o FILE`. */
export const share: Command = {
  spec: {
    name: "share",
    summary: "Make one HTML file of runs that anybody can open: no server, no network",
    positionals: [
      {
        name: "RUN",
        required: true,
        repeat: true,
        description: "Folders of runs; a sweep brings its points along",
        completes: "run",
      },
    ],
    options: {
      output: {
        short: "o",
        value: "FILE",
        description: "The file; an existing one is not overwritten",
        completes: "file",
      },
      limit: { value: "SIZE", description: "How large it may be, such as 5MB; 20MB by default" },
      title: { value: "TEXT", description: "What the page is called" },
    },
    examples: [
      { line: "driftgraph share runs/switch-1 -o switch.html", what: "One run" },
      {
        line: "driftgraph share runs/switch-1 runs/switch-2 -o both.html --limit 5MB",
        what: "Two, small enough for a mail",
      },
    ],
    notes: [
      "What doesn't fit is left out evenly, the same each time: first what only repeats our tables for TensorBoard,\n" +
        "then sample paths, then logged times. The page and the command say what. The page holds the model's\n" +
        "source and the command line, but no names of folders and machines, which the run's own log has.",
    ],
  },
  async run(args, terminal) {
    const { shareFile } = await import("../view/share-file.ts");
    return shareFile(args, terminal);
  },
};
