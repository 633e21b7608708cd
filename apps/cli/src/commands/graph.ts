import { readChoice } from "../arguments/values.ts";
import { type Command, EXIT } from "../command.ts";

const STAGES = ["built", "optimized"] as const;
const FORMATS = ["text", "dot", "pbtxt", "svg"] as const;

/** `driftgraph graph MODEL`. */
export const graph: Command = {
  spec: {
    name: "graph",
    summary: "Print the computational graph of a model with a scheme",
    positionals: [
      {
        name: "MODEL",
        required: true,
        description: "A built-in model, or a model file",
        completes: "model",
      },
    ],
    options: {
      scheme: {
        value: "S",
        description: "Scheme; chosen from the noise by default",
        completes: "scheme",
      },
      stage: {
        value: "STAGE",
        description: "optimized (default), as it is run, or built, as the scheme made it",
        completes: STAGES,
      },
      format: {
        value: "FORMAT",
        description: "text (default), dot for Graphviz, pbtxt for TensorBoard, or svg",
        completes: FORMATS,
      },
    },
    examples: [
      { line: "driftgraph graph switch --scheme euler-maruyama", what: "As text, one node a line" },
      {
        line: "driftgraph graph switch --stage built --format dot | dot -Tpng -o graph.png",
        what: "By Graphviz",
      },
      { line: "driftgraph graph switch --format svg > switch.svg", what: "As a drawing" },
    ],
  },
  async run(args, terminal) {
    const stage = readChoice("--stage", args.text("stage") ?? "optimized", STAGES);
    const format = readChoice("--format", args.text("format") ?? "text", FORMATS);
    const { showGraph } = await import("../model/show-graph.ts");
    terminal.out(
      await showGraph(args.positional("MODEL") ?? "", args.text("scheme"), stage, format),
    );
    return EXIT.ok;
  },
};
