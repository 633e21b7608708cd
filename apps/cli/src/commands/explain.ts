import { readAssignments } from "../arguments/values.ts";
import { type Command, EXIT } from "../command.ts";

/** `driftgraph explain MODEL`. */
export const explain: Command = {
  spec: {
    name: "explain",
    summary:
      "Show what is proved of a model: its noise, its schemes and their orders, its equilibria",
    positionals: [
      {
        name: "MODEL",
        required: true,
        description: "A built-in model, or a model file",
        completes: "model",
      },
    ],
    options: {
      set: { value: "name=value", repeat: true, description: "Set a parameter" },
      json: { description: "Print it as one JSON object" },
    },
    examples: [
      {
        line: "driftgraph explain switch",
        what: "The toggle switch: two stable states, one saddle",
      },
      {
        line: "driftgraph explain switch --set sigma=0.3 --set n=1",
        what: "With other parameters",
      },
      {
        line: "driftgraph explain heston --json | jq '.schemes[] | select(.order)'",
        what: "The schemes that apply, for a script",
      },
    ],
    notes: [
      "The structure of the noise is proved from the graph, and the orders follow from it. Equilibria are\n" +
        "roots of the drift without noise, found from many starts: that there are no others isn't proved.",
    ],
  },
  async run(args, terminal) {
    const parameters = readAssignments("--set", args.all("set"));
    const { explainModel } = await import("../model/explain-model.ts");
    const model = args.positional("MODEL") ?? "";
    terminal.out(
      await explainModel(model, parameters, args.flag("json") ?? false, terminal.colours.out),
    );
    return EXIT.ok;
  },
};
