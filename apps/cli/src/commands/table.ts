import type { Command } from "../command.ts";

/** A command that is loaded when it is used. */
export interface CommandEntry {
  readonly name: string;
  readonly summary: string;
  load(): Promise<Command>;
}

/** All commands, in the order of the help. */
export const COMMANDS: readonly CommandEntry[] = [
  {
    name: "run",
    summary: "Simulate a model and write a run log",
    load: async () => (await import("./run.ts")).run,
  },
  {
    name: "models",
    summary: "List the built-in models",
    load: async () => (await import("./models.ts")).models,
  },
  {
    name: "explain",
    summary: "Show what is proved of a model: noise, orders, equilibria",
    load: async () => (await import("./explain.ts")).explain,
  },
  {
    name: "graph",
    summary: "Print a model's graph, as built or as optimized",
    load: async () => (await import("./graph.ts")).graph,
  },
  {
    name: "view",
    summary: "Open run logs in the browser",
    load: async () => (await import("./view.ts")).view,
  },
  {
    name: "share",
    summary: "Make one HTML file of runs, for a reader without Driftgraph",
    load: async () => (await import("./share.ts")).share,
  },
  {
    name: "inspect",
    summary: "Show what is in a run log",
    load: async () => (await import("./inspect.ts")).inspect,
  },
  {
    name: "verify",
    summary: "Check event files for damage and for TensorBoard's traps",
    load: async () => (await import("./verify.ts")).verify,
  },
  {
    name: "export",
    summary: "Write a run's results as CSV, NumPy or Zarr",
    load: async () => (await import("./export.ts")).exportRun,
  },
  {
    name: "replay",
    summary: "Run one path of a run again, alone, with its increments",
    load: async () => (await import("./replay.ts")).replay,
  },
  {
    name: "setup",
    summary: "Set up an optional part: libtensorflow",
    load: async () => (await import("./setup.ts")).setup,
  },
  {
    name: "completion",
    summary: "Print a completion script for your shell",
    load: async () => (await import("./completion.ts")).completion,
  },
];
