import { defineModel, type SimulateOptions, simulate } from "@driftgraph/core";

/**
 * A model whose state after each step is what the step drew: x + (−x)·1 + √1·ξ, where x − x is 0 in
 * any arithmetic.
 */
export const drawing = defineModel({
  name: "drawing",
  interpretation: "ito",
  parameters: {},
  state: { x: 0, y: 0 },
  drift: { x: "-x", y: "-y" },
  diffusion: { x: 1, y: 1 },
});

/** The normals of a run: of a step (from 0) and channel (0 or 1), one a path. */
export type Normals = (step: number, channel: 0 | 1) => Float32Array | Float64Array;

/** Draws the normals of some paths and steps, as a run of these does. */
export async function drawNormals(
  paths: number,
  steps: number,
  options: SimulateOptions,
): Promise<Normals> {
  const run = await simulate(drawing, {
    ...options,
    scheme: "euler-maruyama",
    paths,
    tEnd: steps,
    dt: 1,
    summaries: false,
    samplePaths: 0,
    save: { trajectories: true },
  });
  const kept = run.ensembles[0]?.trajectories;
  if (!kept) throw new Error("no trajectories");
  const planes = Array.from({ length: steps }, (_, step) =>
    [0, 1].map((channel) => kept.plane(step + 1, channel).slice()),
  );
  run.dispose();
  return (step, channel) => planes[step]?.[channel] ?? new Float64Array();
}
