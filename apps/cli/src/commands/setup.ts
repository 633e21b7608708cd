import type { Command } from "../command.ts";

/** `driftgraph setup WHAT`. */
export const setup: Command = {
  spec: {
    name: "setup",
    summary: "Set up an optional part: libtensorflow, for runs with --backend tensorflow",
    positionals: [
      {
        name: "WHAT",
        required: true,
        description:
          "tensorflow: libtensorflow and @tensorflow/tfjs-node, 1 GB in your cache folder",
        completes: ["tensorflow"],
      },
    ],
    options: {
      check: { description: "Only check what is there: its checksums, and that it runs" },
      force: { description: "Set it up afresh, even if it is there" },
      from: {
        value: "SOURCE",
        description:
          "installer (tfjs-node's own), wheel (from PyPI), or the path of a Python that has TensorFlow; " +
          "by default the first, and where that can't be reached, the second",
        completes: ["installer", "wheel"],
      },
    },
    examples: [
      {
        line: "driftgraph setup tensorflow",
        what: "Download libtensorflow, once for all projects",
      },
      {
        line: "driftgraph setup tensorflow --from .venv/bin/python",
        what: "Use the library of an installed TensorFlow",
      },
      { line: "driftgraph setup tensorflow --check", what: "See whether it is whole" },
    ],
    notes: [
      "A setup that was interrupted goes on from the step where it was when it is run again. XDG_CACHE_HOME says where\n" +
        "the cache folder is. Everything else works without libtensorflow.",
    ],
  },
  async run(args, terminal) {
    const { setupTensorFlow } = await import("../setup/setup-tensorflow.ts");
    return setupTensorFlow(args, terminal);
  },
};
