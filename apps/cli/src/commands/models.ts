import { type Command, EXIT } from "../command.ts";

/** `driftgraph models`. */
export const models: Command = {
  spec: {
    name: "models",
    summary: "List the built-in models",
    positionals: [],
    options: { json: { description: "Print them as a JSON array" } },
    examples: [
      { line: "driftgraph models", what: "Names, titles and typical runs" },
      { line: "driftgraph run repressilator", what: "Run one of them" },
    ],
  },
  async run(args, terminal) {
    const { allModels, modelLines } = await import("../model/list.ts");
    const all = await allModels();
    terminal.out(
      args.flag("json")
        ? `${JSON.stringify(all, undefined, 2)}\n`
        : modelLines(all, terminal.colours.out),
    );
    return EXIT.ok;
  },
};
