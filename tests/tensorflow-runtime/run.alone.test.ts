import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { defineModel, type Run, RunError, type SimulateOptions, simulate } from "@driftgraph/core";
import { findModel } from "@driftgraph/models";
import { profileTensorFlowRun, tensorflowBackend } from "@driftgraph/tensorflow/node";
import { describe, expect, it } from "vitest";
import { tensorflowEnvironment } from "../../scripts/tensorflow-env.mjs";

const environment = await tensorflowEnvironment();
const model = findModel("switch");
const OPTIONS = { tEnd: 4.5, dt: 0.1, scheme: "rk4-article", seed: 3, paths: 3000 } as const;
/** Enough for many blocks, and for a minute of work. */
const LONG = { ...OPTIONS, tEnd: 9, paths: 20_000_000 };

function inTensorFlow(options: SimulateOptions): Promise<Run> {
  return simulate(model, { ...options, backend: tensorflowBackend });
}

/** Processes of TensorFlow that this one has started. */
function children(): number[] {
  const { pid } = process;
  const text = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8");
  return text.split(" ").filter(Boolean).map(Number);
}

/** Folders of SavedModels that are there while they are loaded. */
function modelFolders(): string[] {
  return readdirSync(tmpdir()).filter((name) => name.startsWith("driftgraph-tensorflow-"));
}

/** Kilobytes of memory that a process holds. */
function residentSize(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]);
}

describe.skipIf("skip" in environment)("a run in libtensorflow", () => {
  it("gives all that WASM's runs give, of the same paths", async () => {
    const options: SimulateOptions = { ...OPTIONS, every: 0.5, samplePaths: 7 };
    const [ours, wasm] = [await inTensorFlow(options), await simulate(model, options)];
    expect(ours.plan.backend).toBe("tensorflow");
    expect(ours.times).toEqual(wasm.times);
    const [mine, theirs] = [ours.ensembles[0], wasm.ensembles[0]];
    if (!mine || !theirs) return expect.fail("each has an ensemble");
    expect(mine.paths).toBe(3000);
    expect(mine.parameters).toEqual(theirs.parameters);
    expect(mine.samples.paths).toEqual(theirs.samples.paths);
    for (const [s, series] of mine.series.entries()) {
      const other = theirs.series[s] ?? expect.fail("as many series");
      expect({ ...series, mean: 0, variance: 0, min: 0, max: 0, histogram: 0 }).toEqual({
        ...other,
        ...{ mean: 0, variance: 0, min: 0, max: 0, histogram: 0 },
      });
      for (const [k, mean] of series.mean.entries()) {
        // The same increments; single precision's rounding, stretched by an unstable equilibrium.
        expect(mean).toBeCloseTo(other.mean[k] ?? Number.NaN, 5);
        expect(series.variance[k]).toBeCloseTo(other.variance[k] ?? Number.NaN, 5);
        expect(series.max[k]).toBeCloseTo(other.max[k] ?? Number.NaN, 3);
        const moved = series.histogram[k]?.reduce(
          (sum, count, i) => sum + Math.abs(count - (other.histogram[k]?.[i] ?? 0)),
          0,
        );
        expect(series.histogram[k]?.reduce((a, b) => a + b)).toBe(3000);
        expect(moved).toBeLessThan(20);
      }
      for (const [i, sample] of (mine.samples.values[s] ?? []).entries()) {
        for (const [k, value] of sample.entries()) {
          expect(value).toBeCloseTo(theirs.samples.values[s]?.[i]?.[k] ?? Number.NaN, 3);
        }
      }
    }
  }, 120_000);

  it("keeps trajectories in either precision, and nothing else if no more is asked for", async () => {
    for (const dtype of ["float32", "float64"] as const) {
      const options: SimulateOptions = {
        ...{ ...OPTIONS, dtype, paths: 700, summaries: false },
        save: { trajectories: true },
      };
      const [ours, wasm] = [await inTensorFlow(options), await simulate(model, options)];
      const [mine, theirs] = [ours.ensembles[0], wasm.ensembles[0]];
      expect(mine?.series).toEqual([]);
      for (const [k, s] of [
        [0, 0],
        [20, 1],
        [45, 0],
      ] as const) {
        const plane = mine?.trajectories?.plane(k, s);
        expect(plane).toBeInstanceOf(dtype === "float32" ? Float32Array : Float64Array);
        const expected = theirs?.trajectories?.plane(k, s) ?? [];
        expect(plane).toHaveLength(700);
        const digits = dtype === "float32" ? 3 : 9;
        plane?.forEach((value, i) => {
          expect(value).toBeCloseTo(expected[i] ?? Number.NaN, digits);
        });
      }
      wasm.dispose();
    }
  }, 120_000);

  it("runs every point of a sweep with one graph, the same whatever the threads", async () => {
    const options: SimulateOptions = {
      // Six blocks, which run one by one or two by two.
      ...{ ...OPTIONS, tEnd: 1, paths: 170_000 },
      sweep: { sigma: [0, 0.1, 0.2] },
      threads: 1,
    };
    const one = await inTensorFlow(options);
    const two = await inTensorFlow({ ...options, threads: 2 });
    const deviations = one.ensembles.map(({ series }) =>
      Math.sqrt(series[0]?.variance.at(-1) ?? 0),
    );
    expect(deviations[0]).toBe(0);
    expect(deviations[1]).toBeLessThan(deviations[2] ?? 0);
    expect(two.threads).toBe(2);
    expect(two.ensembles).toEqual(one.ensembles);
  }, 120_000);

  it("keeps its trajectories apart from those of an earlier run, whose memory it may use", async () => {
    const options: SimulateOptions = { ...OPTIONS, paths: 40_000, save: { trajectories: true } };
    const planeOf = ({ ensembles: [ensemble] }: Run): Float32Array | Float64Array =>
      ensemble?.trajectories?.plane(45, 1) ?? expect.fail("trajectories are kept");
    const first = await inTensorFlow(options);
    const last = planeOf(first)[39_999];
    const second = await inTensorFlow({ ...options, seed: 4 });
    expect(planeOf(first)[39_999]).toBe(last);
    expect(planeOf(second)[39_999]).not.toBe(last);
    second.dispose();
    second.dispose();
    const [third, fourth] = [await inTensorFlow(options), await inTensorFlow(options)];
    expect(planeOf(third).buffer).not.toBe(planeOf(fourth).buffer);
    for (const run of [third, fourth]) expect(planeOf(run)).toEqual(planeOf(first));
  }, 60_000);

  it("starts at once when it is run again", async () => {
    await inTensorFlow(OPTIONS);
    const { timings } = await inTensorFlow(OPTIONS);
    expect(timings.instantiate).toBeLessThan(50);
  }, 60_000);

  it("ends within 200 ms when it is cancelled, with what was computed", async () => {
    const controller = new AbortController();
    let done = 0;
    let aborted = 0;
    const run = await inTensorFlow({
      ...LONG,
      signal: controller.signal,
      onProgress: ({ pathsDone }) => {
        done = pathsDone;
        if (aborted > 0) return;
        aborted = performance.now();
        // In the midst of the next block.
        setTimeout(() => controller.abort(), 20);
      },
    });
    expect(performance.now() - aborted - 20).toBeLessThan(200);
    const [ensemble] = run.ensembles;
    expect(run.cancelled).toBe(true);
    expect(ensemble?.paths).toBeGreaterThanOrEqual(done);
    expect(ensemble?.paths).toBeLessThan(LONG.paths);
    expect(ensemble?.series[0]?.histogram[9]?.reduce((a, b) => a + b)).toBe(ensemble?.paths);
  }, 60_000);

  it("leaves the event loop free, and its memory doesn't grow", async () => {
    const delay = monitorEventLoopDelay({ resolution: 5 });
    const controller = new AbortController();
    const sizes: number[] = [];
    delay.enable();
    const running = inTensorFlow({
      ...LONG,
      signal: controller.signal,
      onProgress: () => {
        const pid = children().at(-1);
        if (pid !== undefined && process.platform === "linux") sizes.push(residentSize(pid));
        else sizes.push(0);
        if (sizes.length === 30) controller.abort();
      },
    });
    await running;
    delay.disable();
    // Nanoseconds; the least of delays that anyone could feel.
    expect(delay.percentile(99) / 1e6).toBeLessThan(100);
    const [early, late] = [Math.max(...sizes.slice(5, 15)), Math.max(...sizes.slice(20))];
    expect(late).toBeLessThanOrEqual(early * 1.1);
  }, 120_000);

  it("tells of a value that isn't finite as WASM does, with what was computed before", async () => {
    const unstable = defineModel({
      name: "unstable",
      interpretation: "ito",
      parameters: { k: 3 },
      state: { x: 1 },
      drift: { x: "k*x^3" },
      diffusion: { x: "0.1" },
    });
    const options: SimulateOptions = { paths: 500, tEnd: 4, dt: 0.1, scheme: "euler-maruyama" };
    const errors = await Promise.all(
      [{}, { backend: tensorflowBackend }].map((backend) =>
        simulate(unstable, { ...options, ...backend }).catch((error: unknown) => error),
      ),
    );
    const [wasm, ours] = errors;
    expect(ours).toBeInstanceOf(RunError);
    expect(String(ours)).toBe(String(wasm));
  }, 60_000);

  it("refuses what it can't run before anything is run", async () => {
    let started = false;
    const options: SimulateOptions = {
      ...OPTIONS,
      scheme: "sriw1",
      adaptive: true,
      onStart: () => {
        started = true;
      },
    };
    await expect(inTensorFlow(options)).rejects.toThrow(
      "the TensorFlow backend can't adapt its steps",
    );
    expect(started).toBe(false);
  });

  it.each([0, 100])("ends at once when it is cancelled %i ms after its start", async (delay) => {
    // Another graph than that of the run before, which is to be loaded first.
    const options: SimulateOptions = { ...LONG, dt: 0.05 };
    const signal = delay > 0 ? AbortSignal.timeout(delay) : AbortSignal.abort();
    const begin = performance.now();
    const { cancelled, ensembles } = await inTensorFlow({ ...options, signal });
    expect(performance.now() - begin).toBeLessThan(delay + 300);
    expect(cancelled).toBe(true);
    expect(ensembles[0]?.paths).toBe(0);
  });

  it("fails with what happened when TensorFlow's process dies, and keeps what was computed", async () => {
    if (process.platform !== "linux") return;
    let done = 0;
    const running = inTensorFlow({
      ...LONG,
      onProgress: ({ pathsDone }) => {
        done = pathsDone;
        for (const pid of children()) process.kill(pid, "SIGKILL");
      },
    });
    const error = await running.catch((reason: unknown) => reason);
    if (!(error instanceof RunError)) return expect.fail(`no RunError, but ${error}`);
    expect(error.message).toContain("TensorFlow could not run the graph: it ended with SIGKILL");
    const [ensemble] = error.run.ensembles;
    expect(ensemble?.paths).toBeGreaterThanOrEqual(done);
    expect(ensemble?.series[0]?.histogram[9]?.reduce((a, b) => a + b)).toBe(ensemble?.paths);
    // The next run gets a new process.
    expect((await inTensorFlow(OPTIONS)).ensembles[0]?.paths).toBe(3000);
  }, 60_000);

  it.each(["float32", "float64"] as const)(
    "times its ops one by one, eagerly, beside the whole graph, in %s",
    async (dtype) => {
      const run = await inTensorFlow({ ...OPTIONS, dtype, paths: 20_000 });
      const profile = await profileTensorFlowRun(run, { now: () => performance.now(), budget: 50 });
      const timed = profile.ops.filter(({ selfTime }) => selfTime !== undefined);
      expect(new Set(timed.map(({ kind }) => kind))).toContain("RealDiv(scalar, paths)");
      expect(timed.every(({ selfTime = 0 }) => selfTime > 0)).toBe(true);
      // Two blocks of 45 steps.
      expect(timed.find(({ node }) => node.op === "normal")?.calls).toBe(90);
      expect(profile.kernel?.time).toBe(run.timings.run);
      expect(profile.kernel?.sumOfOps).toBeGreaterThan(0);
      expect(profile.methods?.selfTime).toContain("eagerly in libtensorflow");
    },
    60_000,
  );

  it("doesn't hold up the end of the program that ran it", () => {
    const script = `
      import { simulate } from "@driftgraph/core";
      import { findModel } from "@driftgraph/models";
      import { tensorflowBackend } from "@driftgraph/tensorflow/node";
      await simulate(findModel("switch"), { paths: 100, tEnd: 1, backend: tensorflowBackend });
      console.log("done");`;
    const args = ["--input-type=module", "--eval", script];
    const options = {
      cwd: new URL(".", import.meta.url),
      encoding: "utf8",
      timeout: 30_000,
    } as const;
    expect(execFileSync(process.execPath, args, options)).toBe("done\n");
  }, 60_000);

  it("leaves no files behind", async () => {
    const before = modelFolders();
    await inTensorFlow({ ...OPTIONS, dtype: "float64" });
    expect(modelFolders()).toEqual(before);
  }, 60_000);
});
