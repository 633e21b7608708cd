import type { Command } from "../command.ts";

/** `driftgraph export RUN`, and `driftgraph export MODEL`. */
export const exportRun: Command = {
  spec: {
    name: "export",
    summary: "Write a run's results for other programs, or a model as a TensorFlow graph",
    positionals: [
      {
        name: "RUN|MODEL",
        required: true,
        description: "A run's folder; or a built-in model, or a model file",
        completes: "run or model",
      },
    ],
    options: {
      csv: {
        value: "FILE",
        description: "Statistics, one row for each logged step and species; - for standard output",
      },
      npy: { value: "FILE", description: "Paths as one NumPy array [time, path, species]" },
      zarr: {
        value: "FOLDER",
        description: "Paths as a Zarr v3 store with coordinates, for xarray",
      },
      "saved-model": {
        value: "FOLDER",
        description: "A model as a SavedModel, for any TensorFlow to run",
      },
      pbtxt: { value: "FILE", description: "A model as a GraphDef in text, functions included" },
      scheme: {
        value: "S",
        description: "Of a model: its scheme; chosen from the noise by default",
        completes: "scheme",
      },
      "t-end": { value: "T", description: "Of a model: end time" },
      dt: { value: "DT", description: "Of a model: step size; must divide the end time" },
      every: {
        value: "T",
        description: "Of a model: time between logged steps; every step by default",
      },
      set: { value: "name=value", repeat: true, description: "Of a model: a parameter's default" },
      init: {
        value: "name=value",
        repeat: true,
        description: "Of a model: a species' initial value",
      },
      dtype: {
        value: "TYPE",
        description: "Of a model: float32 (default) or float64",
        completes: ["float32", "float64"],
      },
      save: {
        value: "trajectories",
        description: "Of a model: every path is an output too",
        completes: ["trajectories"],
      },
    },
    examples: [
      {
        line: "driftgraph export runs/switch-1 --csv switch.csv",
        what: "For a spreadsheet, R or pandas",
      },
      { line: "driftgraph export runs/switch-1 --npy paths.npy", what: "numpy.load('paths.npy')" },
      {
        line: "driftgraph export runs/switch-1 --zarr paths.zarr",
        what: "xarray.open_zarr('paths.zarr')",
      },
      {
        line: "driftgraph export switch --saved-model switch-model --dt 0.1",
        what: "tf.saved_model.load('switch-model').signatures['serving_default']",
      },
    ],
    notes: [
      "The CSV has the columns t, species, mean, sd, min, max, q05, q25, q50, q75, q95, and where they were taken covariances,\n" +
        "correlations and autocorrelations, with their standard errors; of a sweep, also one\n" +
        "for each swept parameter. Paths are the saved trajectories, where the run has them (--save\n" +
        "trajectories), else its sample paths. An existing file is never overwritten.",
      "A SavedModel takes seed, first_path and paths, and the parameters; its function with_defaults takes\n" +
        "the first three alone. Its paths are those of driftgraph run with the same seed, to rounding.",
    ],
  },
  async run(args, terminal) {
    if (["saved-model", "pbtxt"].some((name) => args.text(name) !== undefined)) {
      const { exportModel } = await import("../export/export-model.ts");
      return exportModel(args, terminal);
    }
    const { exportFiles } = await import("../export/export-run.ts");
    return exportFiles(args, terminal);
  },
};
