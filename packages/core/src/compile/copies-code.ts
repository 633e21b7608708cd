import { CONTEXT } from "./context.ts";
import type { KernelCode } from "./kernel-code.ts";
import { planeBytes } from "./kernel-layout.ts";
import { seriesPlane } from "./series-code.ts";
import { FunctionBody } from "./wasm/function.ts";
import { I32, Memory, Op, SimdMemory } from "./wasm/opcodes.ts";

/** Vectors copied in one turn. */
const COPIED = 4;

/** `copyPlane(context, source, target)`: copies a plane of a tile to a trajectory. */
export function emitCopyPlane({ lanes }: KernelCode): FunctionBody {
  const body = new FunctionBody([I32, I32, I32]);
  const [source, target] = [1, 2];
  const end = body.local(I32);
  body.get(source);
  body.i32(planeBytes(lanes));
  body.op(Op.i32Add);
  body.set(end);
  body.loop();
  for (let i = 0; i < COPIED; i++) {
    body.get(target);
    body.get(source);
    body.simdMemory(SimdMemory.load, 4, i * 16);
    body.simdMemory(SimdMemory.store, 4, i * 16);
  }
  body.advance(target, COPIED * 16);
  body.get(source);
  body.i32(COPIED * 16);
  body.op(Op.i32Add);
  body.tee(source);
  body.get(end);
  body.op(Op.i32LtU);
  body.branchIf(0);
  body.end();
  return body;
}

/**
 * `samples(context, time)`: copies the values of the tile's sample paths at a logged time. Sample i is
 * path i·stride of the run.
 */
export function emitSamples(kernel: KernelCode): FunctionBody {
  const { plan, lanes } = kernel;
  const body = new FunctionBody([I32, I32]);
  const time = 1;
  const sample = body.local(I32);
  const lane = body.local(I32);
  const load = (offset: number): void => {
    body.get(0);
    body.memory(Memory.i32Load, 2, offset);
  };
  load(CONTEXT.tileFirst);
  load(CONTEXT.sampleStride);
  body.op(Op.i32Add);
  body.i32(1);
  body.op(Op.i32Sub);
  load(CONTEXT.sampleStride);
  body.op(Op.i32DivU);
  body.set(sample);
  body.block();
  body.loop();
  body.get(sample);
  load(CONTEXT.sampleCount);
  body.op(Op.i32GeU);
  body.branchIf(1);
  body.get(sample);
  load(CONTEXT.sampleStride);
  body.op(Op.i32Mul);
  load(CONTEXT.tileFirst);
  body.op(Op.i32Sub);
  body.tee(lane);
  load(CONTEXT.tilePaths);
  body.op(Op.i32GeU);
  body.branchIf(1);
  plan.series.forEach(({ samples }, series) => {
    if (!samples) return;
    emitSampleTarget(body, load, { series, sample, time, bytes: lanes.bytes });
    body.get(0);
    body.get(lane);
    body.i32(lanes.bytes);
    body.op(Op.i32Mul);
    body.op(Op.i32Add);
    body.memory(
      lanes.bytes === 8 ? Memory.f64Load : Memory.f32Load,
      2,
      seriesPlane(kernel, series),
    );
    body.memory(lanes.bytes === 8 ? Memory.f64Store : Memory.f32Store, 2, 0);
  });
  body.advance(sample, 1);
  body.branch(0);
  body.end();
  body.end();
  return body;
}

/** Pushes the address of [series][sample][time]. */
function emitSampleTarget(
  body: FunctionBody,
  load: (offset: number) => void,
  { series, sample, time, bytes }: Record<"series" | "sample" | "time" | "bytes", number>,
): void {
  load(CONTEXT.samples);
  load(CONTEXT.sampleCount);
  body.i32(series);
  body.op(Op.i32Mul);
  body.get(sample);
  body.op(Op.i32Add);
  load(CONTEXT.times);
  body.op(Op.i32Mul);
  body.get(time);
  body.op(Op.i32Add);
  body.i32(bytes);
  body.op(Op.i32Mul);
  body.op(Op.i32Add);
}
