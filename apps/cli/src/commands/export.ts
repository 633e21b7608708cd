import type { Command } from "../command.ts";

/** `driftgraph export RUN`. */
export const exportRun: Command = {
  spec: {
    name: "export",
    summary: "Write a run's results as CSV, NumPy or Zarr",
    positionals: [{ name: "RUN", required: true, description: "A run's folder", completes: "run" }],
    options: {
      csv: { value: "FILE", description: "Statistics, one row for each logged step and species" },
      npy: { value: "FILE", description: "Paths as one NumPy array [time, path, species]" },
      zarr: {
        value: "FOLDER",
        description: "Paths as a Zarr v3 store with coordinates, for xarray",
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
    ],
    notes: [
      "The CSV has the columns t, species, mean, sd, min, max, q05, q25, q50, q75, q95; of a sweep, also one\n" +
        "for each swept parameter. Paths are the saved trajectories, where the run has them (--save\n" +
        "trajectories), else its sample paths. An existing file is never overwritten.",
    ],
  },
  async run(args, terminal) {
    const { exportFiles } = await import("../export/export-run.ts");
    return exportFiles(args, terminal);
  },
};
