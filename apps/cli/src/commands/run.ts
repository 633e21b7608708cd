import type { Command } from "../command.ts";

/** `driftgraph run MODEL`. */
export const run: Command = {
  spec: {
    name: "run",
    summary: "Simulate a model and write a run log that TensorBoard and driftgraph view open",
    positionals: [
      {
        name: "MODEL",
        required: true,
        description: "A built-in model (see driftgraph models), or a .ts, .mts, .js or .mjs file",
        completes: "model",
      },
    ],
    options: {
      paths: { short: "p", value: "N", description: "Number of paths, for each sweep point" },
      "t-end": { value: "T", description: "End time, in the model's unit" },
      dt: { value: "DT", description: "Step size; must divide the end time" },
      scheme: {
        value: "S",
        description:
          "Scheme, such as sriw1; chosen from the noise by default. driftgraph explain MODEL lists those that apply",
        completes: "scheme",
      },
      adaptive: {
        description:
          "Halve steps where their error is too large, path by path; --dt is the longest then",
      },
      rtol: {
        value: "R",
        description:
          "With --adaptive: the error of a step as a share of the value; 1e-3 by default",
      },
      atol: { value: "A", description: "With --adaptive: the error beside that; 1e-4 by default" },
      halvings: {
        value: "N",
        description: "With --adaptive: how often a step may be halved; 6 by default, at most 12",
      },
      seed: { value: "S", description: "Seed of the noise, a whole number; 0 by default" },
      set: { value: "name=value", repeat: true, description: "Set a parameter" },
      init: { value: "name=value", repeat: true, description: "Set a species' initial value" },
      sweep: {
        value: "name=from:to:count",
        repeat: true,
        description: "Sweep a parameter over evenly spaced values; several make every combination",
      },
      dtype: {
        value: "TYPE",
        description: "float32 (default) or float64",
        completes: ["float32", "float64"],
      },
      backend: {
        value: "B",
        description:
          "wasm (default); tensorflow, after driftgraph setup tensorflow; or interpreter: slow and obvious",
        completes: ["wasm", "tensorflow", "interpreter"],
      },
      threads: {
        value: "K",
        description: "Worker threads; picked by the size of the run by default",
      },
      logdir: {
        value: "DIR",
        description: "Folder of the run logs; ./runs by default",
        completes: "folder",
      },
      name: {
        value: "NAME",
        description: "Name of the run's folder; the model's name and a number by default",
      },
      every: { value: "T", description: "Time between logged steps; every step by default" },
      "non-finite": {
        value: "WHAT",
        description:
          "What a value that isn't finite does: fail (default), or count: its path is left out from then on, of shares of events too, and the run goes on",
        completes: ["fail", "count"],
      },
      covariance: { description: "Take the covariances between species, too" },
      autocorrelation: {
        value: "T",
        description: "Take each species' autocorrelation from time T on, and its period",
      },
      certify: {
        description:
          "Measure the errors that the step size makes, on some paths run at dt and dt/2, too; with --adaptive at a sixteenth of the tolerance",
      },
      until: {
        value: "TARGET",
        description:
          'Run as many paths as it takes, such as "sd(mean(x1)) < 1e-3"; --paths is the most then',
      },
      estimator: {
        value: "E",
        description:
          "With --until: auto (default), plain, or multilevel: most paths in coarser steps, corrected by pairs",
        completes: ["auto", "plain", "multilevel"],
      },
      save: {
        value: "trajectories[:T]",
        description: "Keep every path as Zarr, every T or at every logged step",
        completes: ["trajectories"],
      },
      profile: {
        negatable: true,
        description: "Measure each op; on by default where it costs little",
      },
      json: { description: "Print the results as one JSON object instead of a table" },
      quiet: { short: "q", description: "Print nothing but errors" },
    },
    examples: [
      { line: "driftgraph run switch", what: "The toggle switch as its authors ran it" },
      {
        line: "driftgraph run repressilator --paths 100000 --t-end 50 --seed 7",
        what: "More paths, for longer, with other noise",
      },
      {
        line: "driftgraph run switch --sweep K=0.5:1.5:11 --every 1",
        what: "Eleven values of a parameter, one run",
      },
      {
        line: "driftgraph run my-model.ts --scheme milstein --set gamma=0.2",
        what: "A model of your own",
      },
      {
        line: "driftgraph run switch --save trajectories:0.5",
        what: "All paths, for Python: xarray.open_zarr(…)",
      },
      {
        line: "driftgraph run switch --backend tensorflow",
        what: "The same graph in libtensorflow",
      },
      {
        line: "driftgraph run fitzhugh-nagumo --adaptive --dt 0.5 --every 0.5",
        what: "Short steps only where they are needed",
      },
      {
        line: "driftgraph run switch --dt 0.05 --certify",
        what: "With what its numbers are worth",
      },
      {
        line: "driftgraph run repressilator --t-end 50 --autocorrelation 20",
        what: "How long the genes keep their rhythm",
      },
      {
        line: 'driftgraph run switch --until "sd(share(on1)) < 0.002"',
        what: "As many paths as a standard error takes",
      },
      { line: "driftgraph run switch --json | jq '.statistics[-1]'", what: "Results for a script" },
    ],
    notes: [
      "A run is never overwritten. The same seed gives the same numbers, whatever the number of threads.\n" +
        "Ctrl-C ends a run at once; its log opens and holds what was computed until then.",
    ],
  },
  async run(args, terminal) {
    const { runModel } = await import("../run/run-model.ts");
    return runModel(args, terminal);
  },
};
