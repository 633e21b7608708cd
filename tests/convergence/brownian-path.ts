/** A Brownian path on a fine grid, as increments of W and ∫(W − W_n) dt over each fine step. */
export interface BrownianPath {
  readonly fineSteps: number;
  readonly h: number;
  readonly dW: Float64Array;
  readonly area: Float64Array;
}

/** Draws a path over [0, tEnd] from standard normals: dW = √h·ξ, I_(1,0) = h/2 (dW + √h·ζ/√3). */
export function brownianPath(fineSteps: number, tEnd: number, normal: () => number): BrownianPath {
  const h = tEnd / fineSteps;
  const dW = Float64Array.from({ length: fineSteps }, () => Math.sqrt(h) * normal());
  const area = dW.map((w) => (h / 2) * (w + (Math.sqrt(h) * normal()) / Math.sqrt(3)));
  return { fineSteps, h, dW, area };
}

/** W at the end of the path. */
export function endpoint({ dW }: BrownianPath): number {
  return dW.reduce((sum, w) => sum + w, 0);
}

/** The normals of a scheme's steps along a path: of dW and of dZ, step by step. */
export type PathNormals = (stream: "dW" | "dZ", step: number) => number;

/**
 * The normals that make a scheme with `steps` steps follow this very path: the coarse dW and the dZ whose
 * I_(1,0) is the path's own.
 */
export function noiseAlong({ fineSteps, h, dW, area }: BrownianPath, steps: number): PathNormals {
  const ratio = fineSteps / steps;
  const dt = ratio * h;
  const coarse = Array.from({ length: steps }, (_, n) => {
    let w = 0;
    let integral = 0;
    for (let j = n * ratio; j < (n + 1) * ratio; j++) {
      integral += w * h + (area[j] ?? 0);
      w += dW[j] ?? 0;
    }
    return {
      dW: w / Math.sqrt(dt),
      dZ: (Math.sqrt(3) * ((2 * integral) / dt - w)) / Math.sqrt(dt),
    };
  });
  return (stream, step) => coarse[step]?.[stream] ?? Number.NaN;
}
