import { type KernelCode, tileLoop, vectorCode } from "./kernel-code.ts";
import { planeBytes } from "./kernel-layout.ts";
import { FunctionBody } from "./wasm/function.ts";
import { I32, Op, Simd, V128 } from "./wasm/opcodes.ts";

/**
 * `allFinite(context) → i32`: whether the whole state of the tile's paths is finite. What once is not
 * finite hardly becomes so again, so one look at the end finds it where no summary does.
 */
export function emitAllFinite(kernel: KernelCode): FunctionBody {
  const { plan, scratch, lanes } = kernel;
  const body = new FunctionBody([I32], [I32]);
  const v = vectorCode(body, kernel, 1);
  const bad = [body.local(V128)];
  const plane = planeBytes(lanes);
  tileLoop(body, 16, plane, (pointer) => {
    const active = v.load(pointer, scratch.active);
    plan.next.forEach((_, i) => {
      const x = v.load(pointer, scratch.state + i * plane);
      const difference = v.sub(x, x);
      const broken = v.and(active, v.apply(lanes.ne, difference, difference));
      v.copyInto(bad, v.or(bad, broken));
      for (const value of [x, difference, broken]) v.release(value);
    });
  });
  body.get(bad[0] ?? 0);
  body.simd(Simd.anyTrue);
  body.op(Op.i32Eqz);
  return body;
}
