import type { Node } from "../graph/node.ts";
import type { KernelCode } from "./kernel-code.ts";
import { planeBytes } from "./kernel-layout.ts";
import { type Leaves, lowerStatements } from "./lower.ts";
import type { Segment } from "./step-plan.ts";
import { pathsOfTurn, treeNormals } from "./tree-code.ts";
import type { Vector, VectorCode } from "./vector-code.ts";
import { Simd, V128 } from "./wasm/opcodes.ts";

/** A body that is repeated for the vectors of one turn until all of their lanes are done. */
export interface Repetition extends Pick<Leaves, "path" | "uniform"> {
  readonly segment: Segment;
  /** Next states, then masks; in the order of the segment. */
  readonly results: readonly Node[];
  readonly done: Node;
  /** What points to this turn's paths in planes. */
  readonly pointer: number;
}

/**
 * Emits a loop in which lanes that are done keep what they have, and returns the results.
 *
 * States pass from turn to turn through their planes.
 */
export function repeatUntilDone(
  v: VectorCode,
  kernel: KernelCode,
  { segment, results, done, pointer, path, uniform }: Repetition,
): Vector[] {
  const { plan, scratch } = kernel;
  const { body } = v;
  const plane = (state: number): number => scratch.state + state * planeBytes(kernel.lanes);
  const finished = ownLocals(v);
  const masks = results.slice(segment.states.length).map(() => ownLocals(v));
  const paths = pathsOfTurn(v, pointer);
  for (const mask of [finished, ...masks]) v.copyInto(mask, v.float(0));
  body.loop();
  const tree = treeNormals(v, paths);
  const values = lowerStatements(v, segment.statements, [...results, done], {
    path,
    uniform,
    tree,
  });
  segment.states.forEach((state, i) => {
    if (plan.next[state] === plan.planes[state]) return;
    const old = v.load(pointer, plane(state));
    const next = v.select(finished, old, values[i] ?? []);
    v.store(pointer, plane(state), next);
    v.release(old);
    v.release(next);
  });
  masks.forEach((mask, i) => {
    const ever = v.or(mask, values[segment.states.length + i] ?? []);
    const next = v.select(finished, mask, ever);
    v.copyInto(mask, next);
    v.release(ever);
    v.release(next);
  });
  const now = v.or(finished, values[results.length] ?? []);
  v.copyInto(finished, now);
  v.release(now);
  branchUnlessAll(v, finished);
  body.end();
  return [...segment.states.map((state) => v.load(pointer, plane(state))), ...masks];
}

/** Locals that no other value takes. */
function ownLocals(v: VectorCode): Vector {
  return Array.from({ length: v.unroll }, () => v.body.local(V128));
}

/** Branches to the innermost loop if any bit isn't set. */
function branchUnlessAll({ body }: VectorCode, mask: Vector): void {
  mask.forEach((local, u) => {
    body.get(local);
    if (u > 0) body.simd(Simd.and);
  });
  body.simd(Simd.not);
  body.simd(Simd.anyTrue);
  body.branchIf(0);
}
