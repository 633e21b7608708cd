import type { Node } from "../graph/node.ts";
import { CONTEXT } from "./context.ts";
import { type KernelCode, tileLoop, vectorCode } from "./kernel-code.ts";
import { planeBytes } from "./kernel-layout.ts";
import { masksOf } from "./kernel-plan.ts";
import { lowerStatements } from "./lower.ts";
import { repeatUntilDone } from "./repeat-code.ts";
import { keptSeries, stateOfSeries } from "./series-code.ts";
import type { Segment } from "./step-plan.ts";
import { uniformLoader } from "./uniforms.ts";
import type { Vector, VectorCode } from "./vector-code.ts";
import { FunctionBody } from "./wasm/function.ts";
import { I32, Memory, Op, Simd, SimdMemory, V128 } from "./wasm/opcodes.ts";
import { bitsOf, storeBits } from "./watch-code.ts";

/** Parameters of the step function after the context. */
const ROW = 1;
const DW = 2;
const DZ = 3;
const COUNTS = 4;
const KEPT = 5;

/**
 * `step(context, row, dW, dZ, counts, kept)`: a segment of one step for all paths of a tile, in place;
 * `dW` and `dZ` are the addresses of the step's normals, `row` its row of the step table, `counts` where
 * masks are counted, `kept` the first plane of trajectories at the step's end, or 0.
 */
export function emitSegment(kernel: KernelCode, segment: Segment): FunctionBody {
  const { plan, scratch, lanes, step } = kernel;
  const body = new FunctionBody([I32, I32, I32, I32, I32, I32]);
  const v = vectorCode(body, kernel);
  const uniform = uniformLoader(v, kernel, ROW);
  const plane = planeBytes(lanes);
  const targets = trajectoryPointers(body, kernel, segment);
  // Masks are numbered with those that are counted first, then those of events.
  const counted = segment.masks.filter((i) => i < plan.masks.length);
  const watched = segment.masks.filter((i) => i >= plan.masks.length);
  const counters = counted.map(() => zeroed(v));
  const bits = watched.length > 0 ? bitsPointer(body) : undefined;
  const passed = (node: Node): number => scratch.passed + (step.planeOf.get(node) ?? 0) * plane;
  const nextOf = segment.states.map((i) => plan.next[i]).filter((node) => node !== undefined);
  const masks = masksOf(plan);
  const maskOf = [...counted, ...watched].flatMap((i) => masks[i] ?? []);
  tileLoop(body, 16 * v.unroll, plane, (pointer) => {
    const path = (node: Node): Vector => {
      if (segment.reads.includes(node)) return v.load(pointer, passed(node));
      if (node.op === "argument")
        return v.load(pointer, scratch.state + plan.planes.indexOf(node) * plane);
      if (node.op === "normal") return v.load(streamPointer(node), node.attributes.channel * plane);
      throw new Error(`a step can't take a ${node.op} as a per-path value`);
    };
    const results = [...segment.writes, ...nextOf, ...maskOf];
    if (segment.unless) beginUnlessAll(v, path(segment.unless));
    const values = plan.done
      ? repeatUntilDone(v, kernel, { segment, results, done: plan.done, pointer, path, uniform })
      : lowerStatements(v, segment.statements, results, { path, uniform });
    segment.writes.forEach((node, i) => v.store(pointer, passed(node), values[i] ?? []));
    if (segment.unless) body.end();
    segment.states.forEach((state, i) => {
      const value = values[segment.writes.length + i] ?? [];
      if (plan.next[state] !== plan.planes[state])
        v.store(pointer, scratch.state + state * plane, value);
    });
    emitKept(v, targets, (state) => values[segment.writes.length + segment.states.indexOf(state)]);
    counters.forEach((counter, i) => {
      const mask = v.and(
        values[segment.writes.length + nextOf.length + i] ?? [],
        v.load(pointer, scratch.active),
      );
      v.copyInto(counter, v.apply(lanes.intSub, counter, mask));
    });
    if (bits !== undefined) {
      watched.forEach((mask, i) => {
        const value = values[segment.writes.length + nextOf.length + counted.length + i] ?? [];
        storeBits(v, bits, bitsOf(kernel, mask - plan.masks.length), value);
      });
      body.advance(bits, 1);
    }
    if (plan.channels.dW > 0) body.advance(DW, 16 * v.unroll);
    if (plan.channels.dZ > 0) body.advance(DZ, 16 * v.unroll);
  });
  counted.forEach((mask, i) => flushCounter(v, counters[i] ?? [], mask * 16));
  return body;
}

/** Begins what runs unless all lanes have a mask. */
function beginUnlessAll(v: VectorCode, mask: Vector): void {
  mask.forEach((local, u) => {
    v.body.get(local);
    if (u > 0) v.body.simd(Simd.and);
  });
  v.release(mask);
  v.body.simd(Simd.not);
  v.body.simd(Simd.anyTrue);
  v.body.if();
}

/** A local that points to the bits of this turn's paths. */
function bitsPointer(body: FunctionBody): number {
  const bits = body.local(I32);
  body.prologue.get(0);
  body.prologue.set(bits);
  return bits;
}

/** A pointer into the trajectory of each state that this segment stores and that is kept. */
function trajectoryPointers(
  body: FunctionBody,
  kernel: KernelCode,
  { states }: Segment,
): { state: number; pointer: number }[] {
  return states.flatMap((state) => {
    const plane = keptSeries(kernel).findIndex((series) => stateOfSeries(kernel, series) === state);
    if (plane < 0) return [];
    const pointer = body.local(I32);
    const { prologue } = body;
    prologue.get(0);
    prologue.memory(Memory.i32Load, 2, CONTEXT.planeBytes);
    prologue.i32(plane);
    prologue.op(Op.i32Mul);
    prologue.get(KEPT);
    prologue.op(Op.i32Add);
    prologue.set(pointer);
    return [{ state, pointer }];
  });
}

/**
 * Stores next states to their trajectories straight away: a copy of whole planes later would wait for
 * memory, while here the stores drain beside the arithmetic.
 */
function emitKept(
  v: VectorCode,
  targets: readonly { state: number; pointer: number }[],
  nextOf: (state: number) => Vector | undefined,
): void {
  if (targets.length === 0) return;
  v.body.get(KEPT);
  v.body.if();
  for (const { state, pointer } of targets) {
    v.store(pointer, 0, nextOf(state) ?? []);
    v.body.advance(pointer, 16 * v.unroll);
  }
  v.body.end();
}

function streamPointer(node: Node<"normal">): number {
  const { stream } = node.attributes;
  if (stream === "initial") throw new Error("a step can't draw from the stream of initial values");
  return stream === "dW" ? DW : DZ;
}

function zeroed(v: VectorCode): Vector {
  // Locals are zero at entry, and a counter lives as long as its function.
  return Array.from({ length: v.unroll }, () => v.body.local(V128));
}

/** Adds a counter's lanes to a pair of i64 in memory. */
function flushCounter(v: VectorCode, counter: Vector, offset: number): void {
  const { body, lanes } = v;
  for (const local of counter) {
    const halves =
      lanes.type === "float64"
        ? [undefined]
        : [Simd.i64x2ExtendLowI32x4U, Simd.i64x2ExtendHighI32x4U];
    for (const extend of halves) {
      body.get(COUNTS);
      body.get(COUNTS);
      body.simdMemory(SimdMemory.load, 3, offset);
      body.get(local);
      if (extend !== undefined) body.simd(extend);
      body.simd(Simd.i64x2Add);
      body.simdMemory(SimdMemory.store, 3, offset);
    }
  }
}
