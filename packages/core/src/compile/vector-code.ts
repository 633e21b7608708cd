import { LANES, type Lanes } from "./lanes.ts";
import type { Pool } from "./pool.ts";
import type { FunctionBody } from "./wasm/function.ts";
import { I32, Memory, Simd, SimdMemory, V128 } from "./wasm/opcodes.ts";

/** A vector value: one local for each unrolled copy (the same local in each for what is the same). */
export type Vector = readonly number[];

/** How vector code is generated. */
export interface VectorOptions {
  /** Copies of each statement, one after the other, for as many vectors. */
  readonly unroll: number;
  /** Whether to contract a·b + c by relaxed SIMD. */
  readonly fma: boolean;
}

/** What the views of one function on its vectors share. */
interface Shared {
  readonly free: number[];
  readonly constants: Map<number | string, Vector>;
  /** Locals that were handed out since the innermost scope began. */
  scope: number[] | undefined;
  poolLocal: number | undefined;
}

/**
 * Emits vector statements into a function: each operation writes its result to a local, for every
 * unrolled copy in turn. Constants are loaded once, in the function's prologue.
 */
export class VectorCode {
  readonly lanes: Lanes;
  readonly fma: boolean;
  readonly unroll: number;
  readonly body: FunctionBody;
  private readonly pool: Pool;
  private readonly shared: Shared;

  constructor(
    body: FunctionBody,
    pool: Pool,
    lanes: Lanes,
    options: VectorOptions,
    shared?: Shared,
  ) {
    this.body = body;
    this.pool = pool;
    this.lanes = lanes;
    this.fma = options.fma;
    this.unroll = options.unroll;
    this.shared = shared ?? {
      free: [],
      constants: new Map(),
      scope: undefined,
      poolLocal: undefined,
    };
  }

  /** The same function's code seen as double-precision vectors of half as many lanes. */
  wide(): VectorCode {
    return new VectorCode(this.body, this.pool, LANES.float64, this, this.shared);
  }

  /** The same function's code for one vector at a time; it must not touch constants of unrolled code. */
  single(): VectorCode {
    return new VectorCode(
      this.body,
      this.pool,
      this.lanes,
      { unroll: 1, fma: this.fma },
      this.shared,
    );
  }

  /** Fresh locals for one vector value. */
  allocate(): Vector {
    const { free, scope } = this.shared;
    const locals: number[] = [];
    for (let u = 0; u < this.unroll; u++) {
      const local = free.pop() ?? this.body.local(V128);
      scope?.push(local);
      locals.push(local);
    }
    return locals;
  }

  /** Gives a value's locals back; it may not be used any more. */
  release(vector: Vector): void {
    for (const local of vector) this.shared.free.push(local);
  }

  /** Emits a computation and gives back all locals that it took, but those of its results. */
  scoped<T extends Vector | readonly Vector[]>(compute: () => T): T {
    const outer = this.shared.scope;
    const taken: number[] = [];
    this.shared.scope = taken;
    const result = compute();
    this.shared.scope = outer;
    const kept = new Set<number>((result as readonly (number | Vector)[]).flat());
    const inner = new Set(taken);
    for (const local of inner) {
      if (kept.has(local)) outer?.push(local);
      else if (!this.shared.free.includes(local)) this.shared.free.push(local);
    }
    return result;
  }

  /** A float of this lane type in all lanes. */
  float(value: number): Vector {
    const rounded = this.lanes.type === "float32" ? Math.fround(value) : value;
    return this.splat(
      this.pool.constant({ kind: this.lanes.type, value: rounded }),
      this.lanes.loadSplat,
    );
  }

  /** An integer as wide as a float, in all lanes. */
  int(value: number | bigint): Vector {
    if (this.lanes.type === "float32") return this.int32(Number(BigInt.asIntN(32, BigInt(value))));
    const offset = this.pool.constant({ kind: "int64", value: BigInt.asIntN(64, BigInt(value)) });
    return this.splat(offset, SimdMemory.load64Splat);
  }

  /** A 32-bit integer in all 32-bit lanes. */
  int32(value: number): Vector {
    return this.splat(
      this.pool.constant({ kind: "int32", value: value | 0 }),
      SimdMemory.load32Splat,
    );
  }

  /** An entry of the pool in all lanes, loaded in the prologue. */
  splat(poolOffset: number, loadSplat: number): Vector {
    return this.preload(poolOffset, () => {
      this.body.prologue.get(this.poolPointer());
      this.body.prologue.simdMemory(loadSplat, 2, poolOffset);
    });
  }

  /** A vector that is loaded once in the prologue; `key` names it within the function. */
  preload(key: number | string, load: () => void): Vector {
    let vector = this.shared.constants.get(key);
    if (!vector) {
      const local = this.body.local(V128);
      load();
      this.body.prologue.set(local);
      vector = Array.from({ length: this.unroll }, () => local);
      this.shared.constants.set(key, vector);
    }
    return vector;
  }

  private poolPointer(): number {
    const known = this.shared.poolLocal;
    if (known !== undefined) return known;
    const local = this.body.local(I32);
    this.body.prologue.get(0);
    this.body.prologue.memory(Memory.i32Load, 2, 0);
    this.body.prologue.set(local);
    this.shared.poolLocal = local;
    return local;
  }

  /** Applies an instruction to operands, copy by copy. */
  apply(opcode: number, ...operands: readonly Vector[]): Vector {
    const result = this.allocate();
    for (let u = 0; u < this.unroll; u++) {
      for (const operand of operands) this.body.get(operand[u] ?? 0);
      this.body.simd(opcode);
      this.body.set(result[u] ?? 0);
    }
    return result;
  }

  /** Shifts the integers of a vector by a fixed number of bits. */
  shift(opcode: number, vector: Vector, bits: number): Vector {
    const result = this.allocate();
    for (let u = 0; u < this.unroll; u++) {
      this.body.get(vector[u] ?? 0);
      this.body.i32(bits);
      this.body.simd(opcode);
      this.body.set(result[u] ?? 0);
    }
    return result;
  }

  shuffle(a: Vector, b: Vector, lanes: readonly [number, number, number, number]): Vector {
    const result = this.allocate();
    for (let u = 0; u < this.unroll; u++) {
      this.body.get(a[u] ?? 0);
      this.body.get(b[u] ?? 0);
      this.body.shuffle32(...lanes);
      this.body.set(result[u] ?? 0);
    }
    return result;
  }

  /** Loads a vector for each copy, from consecutive addresses. */
  load(pointer: number, offset: number): Vector {
    const result = this.allocate();
    this.loadInto(result, pointer, offset);
    return result;
  }

  loadInto(result: Vector, pointer: number, offset: number): void {
    for (let u = 0; u < this.unroll; u++) {
      this.body.get(pointer);
      this.body.simdMemory(SimdMemory.load, 4, offset + u * 16);
      this.body.set(result[u] ?? 0);
    }
  }

  /** Stores a vector for each copy, to consecutive addresses. */
  store(pointer: number, offset: number, vector: Vector): void {
    for (let u = 0; u < this.unroll; u++) {
      this.body.get(pointer);
      this.body.get(vector[u] ?? 0);
      this.body.simdMemory(SimdMemory.store, 4, offset + u * 16);
    }
  }

  copyInto(target: Vector, source: Vector): void {
    for (let u = 0; u < this.unroll; u++) {
      this.body.get(source[u] ?? 0);
      this.body.set(target[u] ?? 0);
    }
  }

  add(a: Vector, b: Vector): Vector {
    return this.apply(this.lanes.add, a, b);
  }

  sub(a: Vector, b: Vector): Vector {
    return this.apply(this.lanes.sub, a, b);
  }

  mul(a: Vector, b: Vector): Vector {
    return this.apply(this.lanes.mul, a, b);
  }

  div(a: Vector, b: Vector): Vector {
    return this.apply(this.lanes.div, a, b);
  }

  /** a·b + c, with one rounding where FMA is on. */
  madd(a: Vector, b: Vector, c: Vector): Vector {
    return this.fma ? this.apply(this.lanes.madd, a, b, c) : this.add(this.mul(a, b), c);
  }

  /** c − a·b, with one rounding where FMA is on. */
  nmadd(a: Vector, b: Vector, c: Vector): Vector {
    return this.fma ? this.apply(this.lanes.nmadd, a, b, c) : this.sub(c, this.mul(a, b));
  }

  and(a: Vector, b: Vector): Vector {
    return this.apply(Simd.and, a, b);
  }

  or(a: Vector, b: Vector): Vector {
    return this.apply(Simd.or, a, b);
  }

  xor(a: Vector, b: Vector): Vector {
    return this.apply(Simd.xor, a, b);
  }

  /** Lane by lane: a where the mask is set, else b. */
  select(mask: Vector, a: Vector, b: Vector): Vector {
    return this.apply(Simd.bitselect, a, b, mask);
  }

  /** Every lane with only its sign bit set. */
  signBit(): Vector {
    return this.float(-0);
  }
}
