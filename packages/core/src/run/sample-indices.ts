import type { Plan } from "./plan.ts";

/** Absolute indices of the sample paths: every `floor(paths / samples)`-th, from the first on. */
export function sampleIndices({ paths, firstPath, samplePaths }: Plan): number[] {
  const stride = sampleStride(paths, samplePaths);
  return Array.from({ length: samplePaths }, (_, i) => firstPath + i * stride);
}

/** Paths from one sample path to the next. */
export function sampleStride(paths: number, samplePaths: number): number {
  return samplePaths > 0 ? Math.floor(paths / samplePaths) : paths;
}
