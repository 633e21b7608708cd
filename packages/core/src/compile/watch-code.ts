import type { Node } from "../graph/node.ts";
import { type KernelCode, tileLoop, vectorCode } from "./kernel-code.ts";
import { planeBytes, WATCH_BYTES, watchBytes } from "./kernel-layout.ts";
import { lowerNodes } from "./lower.ts";
import { stateIndex } from "./series-code.ts";
import { uniformLoader } from "./uniforms.ts";
import type { Vector, VectorCode } from "./vector-code.ts";
import { FunctionBody } from "./wasm/function.ts";
import { I32, I64, Memory, Op } from "./wasm/opcodes.ts";

/**
 * `watchStart(context, row)`: which paths there are, as bits, and on which of them each event holds at
 * the start; none has held before. `row` is that of the first logged time.
 */
export function emitWatchStart(kernel: KernelCode): FunctionBody {
  const { plan, scratch, lanes } = kernel;
  const body = new FunctionBody([I32, I32]);
  const v = vectorCode(body, kernel);
  const uniform = uniformLoader(v, kernel, 1);
  const plane = planeBytes(lanes);
  const bits = body.local(I32);
  body.get(0);
  body.set(bits);
  tileLoop(body, 16 * v.unroll, plane, (pointer) => {
    const path = (node: Node): Vector => {
      const index = stateIndex(node);
      if (index === undefined)
        throw new Error(`an event can't take a ${node.op} as a per-path value`);
      return v.load(pointer, scratch.state + index * plane);
    };
    const active = v.load(pointer, scratch.active);
    storeBits(v, bits, scratch.watch.active, active);
    v.release(active);
    const masks = lowerNodes(
      v,
      plan.watches.map(({ holds }) => holds),
      { path, uniform },
    );
    masks.forEach((mask, i) => storeBits(v, bits, bitsOf(kernel, i), mask));
    body.advance(bits, 1);
  });
  for (const before of [scratch.watch.was, scratch.watch.reached]) {
    for (let at = 0; at < plan.watches.length * watchBytes(lanes); at += 8) {
      body.get(0);
      body.i64(0n);
      body.memory(Memory.i64Store, 3, before + at);
    }
  }
  return body;
}

/** Where the bits of an event's condition lie in scratch. */
export function bitsOf({ scratch, lanes }: KernelCode, watch: number): number {
  return scratch.watch.now + watch * watchBytes(lanes);
}

/** Stores one bit a lane of a mask: those of one turn of a tile's loop make a byte. */
export function storeBits(v: VectorCode, bits: number, offset: number, mask: Vector): void {
  const { body, lanes } = v;
  body.get(bits);
  mask.forEach((local, u) => {
    body.get(local);
    body.simd(lanes.bitmask);
    if (u === 0) return;
    body.i32(u * lanes.count);
    body.op(Op.i32Shl);
    body.op(Op.i32Or);
  });
  body.memory(Memory.i32Store8, 0, offset);
}

/**
 * `watch(context, counts, due, steps)`: takes the bits of the state after that many steps: counts where events
 * began and how many steps it took until they first did and, if a logged time is due, on which paths they
 * hold and have held.
 */
export function emitWatch(kernel: KernelCode): FunctionBody {
  const { plan, scratch, lanes } = kernel;
  const body = new FunctionBody([I32, I32, I32, I32]);
  const { was, reached, active } = scratch.watch;
  const [now, ever] = [body.local(I64), body.local(I64)];
  const counters = [body.local(I64), body.local(I64), body.local(I64), body.local(I64)] as const;
  const [holding, passed, begun, first] = counters;
  const load = (offset: number): void => {
    body.get(0);
    body.memory(Memory.i64Load, 3, offset);
  };
  const countInto = (counter: number): void => {
    body.op(Op.i64Popcnt);
    body.get(counter);
    body.op(Op.i64Add);
    body.set(counter);
  };
  plan.watches.forEach((_, i) => {
    for (const counter of counters) {
      body.i64(0n);
      body.set(counter);
    }
    for (let word = 0; word < watchBytes(lanes); word += 8) {
      const at = i * watchBytes(lanes) + word;
      load(bitsOf(kernel, i) + word);
      load(active + word);
      body.op(Op.i64And);
      body.set(now);
      body.get(now);
      body.get(now);
      load(was + at);
      body.op(Op.i64And);
      body.op(Op.i64Xor);
      countInto(begun);
      body.get(0);
      body.get(now);
      body.memory(Memory.i64Store, 3, was + at);
      body.get(now);
      body.get(now);
      load(reached + at);
      body.op(Op.i64And);
      body.op(Op.i64Xor);
      countInto(first);
      body.get(0);
      load(reached + at);
      body.get(now);
      body.op(Op.i64Or);
      body.tee(ever);
      body.memory(Memory.i64Store, 3, reached + at);
      body.get(now);
      countInto(holding);
      body.get(ever);
      countInto(passed);
    }
    addCount(body, i, 2, begun);
    body.get(first);
    body.get(3);
    body.op(Op.i64ExtendI32U);
    body.op(Op.i64Mul);
    body.set(first);
    addCount(body, i, 3, first);
    body.get(2);
    body.if();
    addCount(body, i, 0, holding);
    addCount(body, i, 1, passed);
    body.end();
  });
  return body;

  function addCount(target: FunctionBody, watch: number, column: number, counter: number): void {
    const offset = plan.masks.length * 16 + watch * WATCH_BYTES + column * 8;
    target.get(1);
    target.get(1);
    target.memory(Memory.i64Load, 3, offset);
    target.get(counter);
    target.op(Op.i64Add);
    target.memory(Memory.i64Store, 3, offset);
  }
}
