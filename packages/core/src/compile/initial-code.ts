import type { Node } from "../graph/node.ts";
import { CONTEXT, POISSON, TILE } from "./context.ts";
import { type KernelCode, tileLoop, vectorCode } from "./kernel-code.ts";
import { planeBytes } from "./kernel-layout.ts";
import { lowerNodes } from "./lower.ts";
import { uniformLoader } from "./uniforms.ts";
import type { Vector } from "./vector-code.ts";
import { FunctionBody } from "./wasm/function.ts";
import { I32, Memory, Op } from "./wasm/opcodes.ts";

/** `initialState(context)`: the planes of the state and of per-path invariants, from their sources. */
export function emitInitialState(kernel: KernelCode, sources: readonly Node[]): FunctionBody {
  const { plan, scratch, lanes } = kernel;
  const body = new FunctionBody([I32]);
  const v = vectorCode(body, kernel);
  const uniform = uniformLoader(v, kernel, undefined);
  const plane = planeBytes(lanes);
  const normals = scratch.streams.find(({ stream }) => stream === "initial")?.normals ?? 0;
  tileLoop(body, 16 * v.unroll, plane, (pointer) => {
    const path = (node: Node): Vector => {
      if (node.op === "normal") return v.load(pointer, normals + node.attributes.channel * plane);
      const source = sources.indexOf(node);
      if (source < 0)
        throw new Error(`an initial value can't take a ${node.op} as a per-path value`);
      return v.load(pointer, scratch.sources + source * plane);
    };
    lowerNodes(v, plan.initial, { path, uniform }).forEach((value, i) => {
      v.store(pointer, scratch.state + i * plane, value);
    });
  });
  return body;
}

/** `activate(context)`: sets the lanes of paths that exist. */
export function emitActivate(kernel: KernelCode): FunctionBody {
  const { scratch, lanes } = kernel;
  const body = new FunctionBody([I32]);
  const end = body.local(I32);
  const index = body.local(I32);
  body.get(0);
  body.memory(Memory.i32Load, 2, CONTEXT.tilePaths);
  body.set(end);
  tileLoop(body, lanes.bytes, planeBytes(lanes), (pointer) => {
    body.get(pointer);
    body.i32(0);
    body.get(index);
    body.get(end);
    body.op(Op.i32LtU);
    body.op(Op.i32Sub);
    if (lanes.bytes === 8) body.op(Op.i64ExtendI32S);
    body.memory(lanes.bytes === 8 ? Memory.i64Store : Memory.i32Store, 2, scratch.active);
    body.advance(index, 1);
  });
  return body;
}

/** `uniforms(context, words, target)`: a plane of uniforms on (0, 1) from a plane of words. */
export function emitUniforms({ lanes }: KernelCode): FunctionBody {
  const body = new FunctionBody([I32, I32, I32]);
  wordLoop(body, lanes.bytes, (words, target) => {
    body.get(target);
    body.get(words);
    body.memory(Memory.i32Load, 2, 0);
    body.i32(9);
    body.op(Op.i32ShrU);
    body.op(Op.f64ConvertI32U);
    body.f64(0.5);
    body.op(Op.f64Add);
    body.f64(2 ** -23);
    body.op(Op.f64Mul);
    storeFloat(body, lanes.bytes);
  });
  return body;
}

/** `poisson(context, words, target, table)`: a plane of Poisson variates from a plane of words. */
export function emitPoisson({ lanes }: KernelCode): FunctionBody {
  const body = new FunctionBody([I32, I32, I32, I32]);
  const table = 3;
  const [low, high, middle] = [body.local(I32), body.local(I32), body.local(I32)];
  wordLoop(body, lanes.bytes, (words, target) => {
    body.i32(0);
    body.set(low);
    body.get(table);
    body.memory(Memory.i32Load, 2, POISSON.length);
    body.set(high);
    bisect(body, { words, table, low, high, middle });
    body.get(target);
    body.get(table);
    body.memory(Memory.f64Load, 3, POISSON.first);
    body.get(low);
    body.op(Op.f64ConvertI32U);
    body.op(Op.f64Add);
    storeFloat(body, lanes.bytes);
  });
  return body;
}

/** Finds the number of thresholds at or below a word, into `low`. */
function bisect(
  body: FunctionBody,
  {
    words,
    table,
    low,
    high,
    middle,
  }: Record<"words" | "table" | "low" | "high" | "middle", number>,
): void {
  body.block();
  body.loop();
  body.get(low);
  body.get(high);
  body.op(Op.i32GeU);
  body.branchIf(1);
  body.get(low);
  body.get(high);
  body.op(Op.i32Add);
  body.i32(1);
  body.op(Op.i32ShrU);
  body.tee(middle);
  body.i32(2);
  body.op(Op.i32Shl);
  body.get(table);
  body.memory(Memory.i32Load, 2, POISSON.thresholds);
  body.op(Op.i32Add);
  body.memory(Memory.i32Load, 2, 0);
  body.get(words);
  body.memory(Memory.i32Load, 2, 0);
  body.op(Op.i32LeU);
  body.if();
  body.get(middle);
  body.i32(1);
  body.op(Op.i32Add);
  body.set(low);
  body.else();
  body.get(middle);
  body.set(high);
  body.end();
  body.branch(0);
  body.end();
  body.end();
}

/** Loops over the words of a plane and the floats that they become. */
function wordLoop(
  body: FunctionBody,
  bytes: number,
  emit: (words: number, target: number) => void,
): void {
  const [words, target] = [1, 2];
  const left = body.local(I32);
  body.i32(TILE);
  body.set(left);
  body.loop();
  emit(words, target);
  body.advance(words, 4);
  body.advance(target, bytes);
  body.get(left);
  body.i32(1);
  body.op(Op.i32Sub);
  body.tee(left);
  body.branchIf(0);
  body.end();
}

function storeFloat(body: FunctionBody, bytes: number): void {
  if (bytes === 8) {
    body.memory(Memory.f64Store, 3, 0);
    return;
  }
  body.op(Op.f32DemoteF64);
  body.memory(Memory.f32Store, 2, 0);
}
