import { execFileSync } from "node:child_process";
import path from "node:path";
import type { JsonReport } from "driftgraph";
import { describe, expect, it } from "vitest";
import { pythonEnvironment } from "../../scripts/python-env.mjs";
import { driftgraph, emptyFolder } from "./command.ts";

const cwd = emptyFolder();
const environment = await pythonEnvironment();

function python<T>(script: string): T {
  if ("skip" in environment) throw new Error(environment.skip);
  // Warnings are errors: a store that only opens with a warning isn't right.
  const printed = execFileSync(environment.python, ["-W", "error", "-c", script], {
    cwd,
    encoding: "utf8",
  });
  return JSON.parse(printed);
}

async function command(...args: string[]): Promise<string> {
  const { code, out, err } = await driftgraph(args, { cwd });
  expect({ code, err }).toEqual({ code: 0, err: "" });
  return out;
}

describe.skipIf("skip" in environment)("saved trajectories", () => {
  it("open in xarray, with coordinates and the values that the statistics are of", async () => {
    const args = [
      "run",
      "switch",
      "--paths",
      "9000",
      "--t-end",
      "2",
      "--dt",
      "0.1",
      "--save",
      "trajectories:0.5",
      "--json",
    ];
    const report: JsonReport = JSON.parse(await command(...args, "--name", "saved"));
    const found = python<{ readonly mean: readonly number[] }>(`
import json, xarray
ds = xarray.open_zarr("runs/saved/trajectories.zarr")
x = ds["trajectories"]
last = x.isel(time=-1)
print(json.dumps(dict(
  dims=list(x.dims), shape=list(x.shape), dtype=str(x.dtype), time=ds.time.values.tolist(),
  species=[str(s) for s in ds.species.values], path=[int(ds.path[0]), int(ds.path[-1])],
  mean=[float(v) for v in last.astype("float64").mean("path").values],
  low=[float(v) for v in last.min("path").values], attrs=dict(ds.attrs))))
`);
    const last = report.statistics.filter(({ t }) => t === 2);
    expect(found).toMatchObject({
      dims: ["time", "path", "species"],
      shape: [5, 9000, last.length],
      dtype: "float32",
      time: [0, 0.5, 1, 1.5, 2],
      path: [0, 8999],
      species: last.map(({ species }) => species),
      low: last.map(({ min }) => min),
      attrs: { model: "switch", seed: "0" },
    });
    last.forEach(({ mean }, i) => expect(found.mean[i]).toBeCloseTo(mean ?? Number.NaN, 5));
  });

  it("are exported whole as NumPy and Zarr", async () => {
    await command(
      "run",
      "switch",
      "--paths",
      "700",
      "--t-end",
      "1",
      "--dt",
      "0.1",
      "--save",
      "trajectories",
      "--dtype",
      "float64",
      "--name",
      "whole",
      "-q",
    );
    const run = path.join("runs", "whole");
    expect(await command("export", run, "--npy", "whole.npy", "--zarr", "whole.zarr")).toBe(
      "whole.npy\nwhole.zarr\n",
    );
    expect(
      python(`
import json, numpy, xarray
a = numpy.load("whole.npy")
b = xarray.open_zarr("whole.zarr")["trajectories"].values
print(json.dumps([list(a.shape), str(a.dtype), bool((a == b).all())]))
`),
    ).toEqual([[11, 700, 2], "float64", true]);
  });
});

describe.skipIf("skip" in environment)("export without saved trajectories", () => {
  it("gives the sample paths, and the statistics as CSV", async () => {
    const report: JsonReport = JSON.parse(
      await command(
        "run",
        "switch",
        "--paths",
        "1000",
        "--t-end",
        "1",
        "--dt",
        "0.1",
        "--name",
        "plain",
        "--json",
      ),
    );
    await command(
      "export",
      "runs/plain",
      "--csv",
      "plain.csv",
      "--npy",
      "plain.npy",
      "--zarr",
      "plain.zarr",
    );
    const found = python<{
      readonly columns: readonly string[];
      readonly means: readonly number[];
    }>(`
import json, pandas, numpy, xarray
csv = pandas.read_csv("plain.csv")
ds = xarray.open_zarr("plain.zarr")
print(json.dumps(dict(columns=list(csv.columns), means=csv["mean"].tolist(),
  npy=list(numpy.load("plain.npy").shape), same=bool((ds.trajectories.values == numpy.load("plain.npy")).all()),
  path=[int(p) for p in ds.path.values[:3]])))
`);
    expect(found.columns).toEqual([
      "t",
      "species",
      "mean",
      "sd",
      "min",
      "max",
      "q05",
      "q25",
      "q50",
      "q75",
      "q95",
    ]);
    expect(found.means).toEqual(report.statistics.map(({ mean }) => mean));
    expect(found).toMatchObject({ npy: [11, 100, 2], same: true, path: [0, 10, 20] });
  });

  it("never overwrites a file", async () => {
    const { code, err } = await driftgraph(["export", "runs/plain", "--csv", "plain.csv"], { cwd });
    expect(code).toBe(2);
    expect(err).toContain("plain.csv exists already");
  });
});
