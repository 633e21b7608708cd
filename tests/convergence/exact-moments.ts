import type { Model } from "@driftgraph/core";
import { type StepFunction, stepFunction } from "./step-function.ts";

/** Nodes and weights of Gauss–Hermite quadrature for a standard normal: exact to the eleventh power. */
const NODES = [
  -3.324257433552119, -1.8891758777537107, -0.6167065901925941, 0.6167065901925941,
  1.8891758777537107, 3.324257433552119,
];
const WEIGHTS = [
  0.0025557844020562465, 0.08861574604191456, 0.4088284695560291, 0.4088284695560291,
  0.08861574604191456, 0.0025557844020562465,
];

/** Every combination of the normals' nodes, with its weight. */
function combinations(count: number): { normals: number[]; weight: number }[] {
  let all: { normals: number[]; weight: number }[] = [{ normals: [], weight: 1 }];
  for (let i = 0; i < count; i++) {
    all = all.flatMap(({ normals, weight }) =>
      NODES.map((node, k) => ({
        normals: [...normals, node],
        weight: weight * (WEIGHTS[k] ?? 0),
      })),
    );
  }
  return all;
}

/** E[y yᵀ] for y = (1, x), row by row. */
export type Moments = Float64Array;

/**
 * E[(1, x)(1, x)ᵀ] after some steps of a scheme on a linear problem, without any sampling.
 *
 * There a step is x ↦ M(ξ) (1, x) with M a polynomial in its normals ξ, so that one quadrature gives the
 * linear map of the second moments exactly; two-point variables made of signs come out right as well.
 */
export function momentsAfter(model: Model, scheme: string, steps: number, tEnd: number): Moments {
  const f = stepFunction(model, scheme);
  const dt = tEnd / steps;
  const size = f.initial.length + 1;
  const y = [1, ...f.initial];
  let moments = Float64Array.from({ length: size * size }, (_, index) => {
    return (y[Math.floor(index / size)] ?? 0) * (y[index % size] ?? 0);
  });
  const map = momentMap(f, dt, size);
  for (let step = 0; step < steps; step++) moments = applied(map, moments);
  return moments;
}

function momentMap(f: StepFunction, dt: number, size: number): Float64Array[] {
  const square = size * size;
  const map = Array.from({ length: square }, () => new Float64Array(square));
  for (const { normals, weight } of combinations(f.normals.length)) {
    const matrix = affine(f, dt, normals, size);
    for (let row = 0; row < square; row++) {
      const [a, b] = [matrix[Math.floor(row / size)], matrix[row % size]];
      const target = map[row];
      if (!a || !b || !target) continue;
      for (let column = 0; column < square; column++) {
        const product = (a[Math.floor(column / size)] ?? 0) * (b[column % size] ?? 0);
        target[column] = (target[column] ?? 0) + weight * product;
      }
    }
  }
  return map;
}

/** The matrix by which a step maps (1, x). */
function affine(f: StepFunction, dt: number, normals: number[], size: number): number[][] {
  const zero = Array.from({ length: size - 1 }, () => 0);
  const offset = f.step(zero, 0, dt, normals);
  const columns = zero.map((_, k) =>
    f
      .step(
        zero.map((__, i) => (i === k ? 1 : 0)),
        0,
        dt,
        normals,
      )
      .map((value, i) => value - (offset[i] ?? 0)),
  );
  const first = [1, ...zero];
  return [first, ...offset.map((value, i) => [value, ...columns.map((column) => column[i] ?? 0)])];
}

function applied(map: readonly Float64Array[], moments: Moments): Float64Array<ArrayBuffer> {
  return Float64Array.from(map, (row) =>
    row.reduce((sum, value, i) => sum + value * (moments[i] ?? 0), 0),
  );
}

/**
 * The exact E[(1, x)(1, x)ᵀ] of dx = (A₀ + A x) dt + Σ_j (B₀_j + B_j x) dW_j, by integrating its linear
 * equation in steps too small to matter.
 */
export function exactMoments(
  { drift, noise }: { readonly drift: number[][]; readonly noise: number[][][] },
  initial: readonly number[],
  tEnd: number,
): Moments {
  const size = initial.length + 1;
  const y = [1, ...initial];
  const rate = (m: number[][]): number[][] =>
    m.map((_, i) =>
      m.map((__, k) => {
        let value = 0;
        for (let l = 0; l < size; l++) {
          value +=
            (drift[i]?.[l] ?? 0) * (m[l]?.[k] ?? 0) + (m[i]?.[l] ?? 0) * (drift[k]?.[l] ?? 0);
          for (const B of noise) {
            for (let n = 0; n < size; n++) {
              value += (B[i]?.[l] ?? 0) * (m[l]?.[n] ?? 0) * (B[k]?.[n] ?? 0);
            }
          }
        }
        return value;
      }),
    );
  const moved = (m: number[][], d: number[][], h: number): number[][] =>
    m.map((row, i) => row.map((value, k) => value + h * (d[i]?.[k] ?? 0)));
  let m = y.map((a) => y.map((b) => a * b));
  const steps = 2000;
  const h = tEnd / steps;
  for (let step = 0; step < steps; step++) {
    const k1 = rate(m);
    const k2 = rate(moved(m, k1, h / 2));
    const k3 = rate(moved(m, k2, h / 2));
    const k4 = rate(moved(m, k3, h));
    m = m.map((row, i) =>
      row.map(
        (value, k) =>
          value +
          (h / 6) *
            ((k1[i]?.[k] ?? 0) + 2 * (k2[i]?.[k] ?? 0) + 2 * (k3[i]?.[k] ?? 0) + (k4[i]?.[k] ?? 0)),
      ),
    );
  }
  return Float64Array.from(m.flat());
}
