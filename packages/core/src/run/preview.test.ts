import { describe, expect, it } from "vitest";
import { defineModel } from "../model/define-model.ts";
import type { Run } from "./run.ts";
import { simulate } from "./simulate.ts";

const model = defineModel({
  name: "model",
  interpretation: "ito",
  parameters: { k: 1 },
  state: { x: 1 },
  drift: { x: "-k*x" },
  diffusion: { x: 0.5 },
  events: { low: "x < 0" },
  run: { paths: 40_000, tEnd: 1, dt: 1e-4 },
});

describe("a preview", () => {
  it("has the first paths of a run that takes long, before the others, and changes nothing of it", async () => {
    const previews: Run[] = [];
    let progressed = false;
    const run = await simulate(model, {
      every: 0.1,
      onPreview: (preview) => {
        expect(progressed).toBe(false);
        previews.push(preview);
      },
      onProgress: () => {
        progressed = true;
      },
    });
    expect(previews).toHaveLength(1);
    const [preview] = previews;
    expect(preview?.plan.paths).toBe(512);
    const alone = await simulate(model, { every: 0.1, paths: 512 });
    expect(preview?.ensembles).toEqual(alone.ensembles);
    const without = await simulate(model, { every: 0.1 });
    expect(run.ensembles).toEqual(without.ensembles);
  });

  it("isn't of short runs, of sweeps, nor of other backends", async () => {
    const onPreview = (): void => expect.fail("no preview is wanted");
    await simulate(model, { every: 0.1, paths: 500, onPreview });
    const sweep = { k: [1, 2] };
    await simulate(model, { every: 0.5, sweep, paths: 20_000, dt: 1e-2, onPreview });
    await simulate(model, { every: 1, paths: 2, dt: 1e-2, backend: "interpreter", onPreview });
  });

  it("ends with the run where that is aborted", async () => {
    const controller = new AbortController();
    const run = await simulate(model, {
      every: 0.1,
      signal: controller.signal,
      onPreview: () => controller.abort(),
    });
    expect(run.cancelled).toBe(true);
  });
});
