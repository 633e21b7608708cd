import { describe, expect, it } from "vitest";
import { Bytes } from "./bytes.ts";
import { FunctionBody } from "./function.ts";
import { ModuleBuilder } from "./module.ts";
import { F64, I32, I64, Lane, Memory, Op, Simd, SimdMemory, V128 } from "./opcodes.ts";

const encoded = (write: (bytes: Bytes) => void): number[] => {
  const bytes = new Bytes(1);
  write(bytes);
  return [...bytes.view()];
};

describe("Bytes", () => {
  it("writes unsigned LEB128", () => {
    expect(encoded((b) => b.unsigned(0))).toEqual([0]);
    expect(encoded((b) => b.unsigned(127))).toEqual([0x7f]);
    expect(encoded((b) => b.unsigned(128))).toEqual([0x80, 0x01]);
    expect(encoded((b) => b.unsigned(624485))).toEqual([0xe5, 0x8e, 0x26]);
    expect(encoded((b) => b.unsigned(0xffffffff))).toEqual([0xff, 0xff, 0xff, 0xff, 0x0f]);
  });

  it("writes signed LEB128", () => {
    expect(encoded((b) => b.signed(63))).toEqual([63]);
    expect(encoded((b) => b.signed(64))).toEqual([0xc0, 0x00]);
    expect(encoded((b) => b.signed(-123456))).toEqual([0xc0, 0xbb, 0x78]);
    expect(encoded((b) => b.signed64(-123456n))).toEqual([0xc0, 0xbb, 0x78]);
    expect(encoded((b) => b.signed(-(2 ** 31)))).toEqual([0x80, 0x80, 0x80, 0x80, 0x78]);
  });
});

describe("ModuleBuilder", () => {
  it("makes modules that engines accept and run", () => {
    const builder = new ModuleBuilder(false);
    // sum(pointer, count): the first lanes of some vectors, added up by a callee.
    const lane = new FunctionBody([I32], [I32]);
    lane.get(0);
    lane.simdMemory(SimdMemory.load, 4, 16);
    const vector = lane.local(V128);
    const unused = [lane.local(F64), lane.local(I64), lane.local(V128)];
    expect(unused).toEqual([2, 3, 4]);
    lane.set(vector);
    lane.get(vector);
    lane.get(vector);
    lane.simd(Simd.i32x4Add);
    lane.lane(Lane.i32x4Extract, 0);
    const callee = builder.add(lane);
    const sum = new FunctionBody([I32, I32], [I32]);
    const total = sum.local(I32);
    const start = sum.local(I32);
    sum.prologue.i32(1000);
    sum.prologue.set(start);
    sum.loop();
    sum.get(0);
    sum.call(callee);
    sum.get(total);
    sum.op(Op.i32Add);
    sum.set(total);
    sum.advance(0, 16);
    sum.get(1);
    sum.i32(1);
    sum.op(Op.i32Sub);
    sum.tee(1);
    sum.branchIf(0);
    sum.end();
    sum.get(total);
    sum.get(start);
    sum.op(Op.i32Add);
    builder.export("sum", builder.add(sum));
    const memory = new WebAssembly.Memory({ initial: 1, maximum: 1 });
    new Int32Array(memory.buffer).set([0, 0, 0, 0, 1, 9, 9, 9, 2, 9, 9, 9, 300, 9, 9, 9]);
    const module = new WebAssembly.Module(builder.encode());
    const { exports } = new WebAssembly.Instance(module, { env: { memory } });
    expect((exports["sum"] as (pointer: number, count: number) => number)(0, 3)).toBe(1606);
  });

  it("imports shared memory where asked to", () => {
    const builder = new ModuleBuilder(true);
    const read = new FunctionBody([], [I32]);
    read.i32(8);
    read.memory(Memory.i32Load, 2, 0);
    builder.export("read", builder.add(read));
    const module = new WebAssembly.Module(builder.encode());
    const memory = new WebAssembly.Memory({ initial: 1, maximum: 4, shared: true });
    new Int32Array(memory.buffer)[2] = 77;
    const { exports } = new WebAssembly.Instance(module, { env: { memory } });
    expect((exports["read"] as () => number)()).toBe(77);
    expect(() => {
      new WebAssembly.Instance(module, { env: { memory: new WebAssembly.Memory({ initial: 1 }) } });
    }).toThrow(WebAssembly.LinkError);
  });
});
