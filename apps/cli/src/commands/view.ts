import type { Command } from "../command.ts";

/** `driftgraph view LOGDIR`. */
export const view: Command = {
  spec: {
    name: "view",
    summary: "Open run logs in the browser",
    positionals: [
      {
        name: "LOGDIR",
        required: true,
        description: "Folder of the run logs",
        completes: "folder",
      },
    ],
    options: {
      port: { value: "P", description: "Port on this machine; a free one from 6007 on by default" },
      host: {
        value: "ADDRESS",
        description: "Address to listen at; 127.0.0.1 by default, 0.0.0.0 for a team, with a token",
      },
      open: { negatable: true, description: "Open the browser; on by default where there is one" },
    },
    examples: [
      { line: "driftgraph view runs", what: "All runs in ./runs" },
      { line: "driftgraph view runs --port 8080 --no-open", what: "Only say where" },
      {
        line: "driftgraph view runs --host 0.0.0.0",
        what: "To a team: with a token, which is printed",
      },
    ],
    notes: ["Without --host the page is served to this machine alone. Ctrl-C ends it."],
  },
  async run(args, terminal) {
    const { viewLogdir } = await import("../view/view-logdir.ts");
    return viewLogdir(args, terminal);
  },
};
