import { Bytes } from "./bytes.ts";
import { I32, type ValueType } from "./opcodes.ts";

const BLOCK = 0x02;
const LOOP = 0x03;
const IF = 0x04;
const ELSE = 0x05;
const END = 0x0b;
const BR = 0x0c;
const BR_IF = 0x0d;
const CALL = 0x10;
const LOCAL_GET = 0x20;
const LOCAL_SET = 0x21;
const LOCAL_TEE = 0x22;
const I32_CONST = 0x41;
const I64_CONST = 0x42;
const F64_CONST = 0x44;
const SIMD_PREFIX = 0xfd;
const SHUFFLE = 0x0d;
const V128_CONST = 0x0c;
const NO_VALUE = 0x40;

/** A sequence of instructions, written straight to bytes. Blocks nest as in the binary format. */
export class Instructions {
  readonly code: Bytes;

  constructor(capacity = 256) {
    this.code = new Bytes(capacity);
  }

  get(local: number): void {
    this.code.opcode(LOCAL_GET, local);
  }

  set(local: number): void {
    this.code.opcode(LOCAL_SET, local);
  }

  tee(local: number): void {
    this.code.opcode(LOCAL_TEE, local);
  }

  /** An instruction of one byte without immediates. */
  op(opcode: number): void {
    this.code.byte(opcode);
  }

  /** A SIMD instruction without immediates. */
  simd(opcode: number): void {
    this.code.opcode(SIMD_PREFIX, opcode);
  }

  i32(value: number): void {
    this.code.byte(I32_CONST);
    this.code.signed(value);
  }

  i64(value: bigint): void {
    this.code.byte(I64_CONST);
    this.code.signed64(value);
  }

  i32x4Const(a: number, b: number, c: number, d: number): void {
    this.simd(V128_CONST);
    const lanes = Int32Array.of(a, b, c, d);
    this.code.append(new Uint8Array(lanes.buffer));
  }

  f64(value: number): void {
    this.code.byte(F64_CONST);
    this.code.float64(value);
  }

  /** A scalar load or store; `align` is the exponent of the alignment in bytes. */
  memory(opcode: number, align: number, offset: number): void {
    this.code.byte(opcode);
    this.code.unsigned(align);
    this.code.unsigned(offset);
  }

  /** A SIMD load or store; `align` is the exponent of the alignment in bytes. */
  simdMemory(opcode: number, align: number, offset: number): void {
    this.simd(opcode);
    this.code.unsigned(align);
    this.code.unsigned(offset);
  }

  lane(opcode: number, lane: number): void {
    this.simd(opcode);
    this.code.byte(lane);
  }

  /** `i8x16.shuffle` of the two top vectors by 32-bit lanes (0–3 of the first, 4–7 of the second). */
  shuffle32(a: number, b: number, c: number, d: number): void {
    this.simd(SHUFFLE);
    for (const lane of [a, b, c, d]) {
      for (let byte = 0; byte < 4; byte++) this.code.byte(lane * 4 + byte);
    }
  }

  block(): void {
    this.code.byte(BLOCK);
    this.code.byte(NO_VALUE);
  }

  loop(): void {
    this.code.byte(LOOP);
    this.code.byte(NO_VALUE);
  }

  if(): void {
    this.code.byte(IF);
    this.code.byte(NO_VALUE);
  }

  else(): void {
    this.code.byte(ELSE);
  }

  end(): void {
    this.code.byte(END);
  }

  /** Branches to the block or loop `depth` levels out. */
  branch(depth: number): void {
    this.code.byte(BR);
    this.code.unsigned(depth);
  }

  branchIf(depth: number): void {
    this.code.byte(BR_IF);
    this.code.unsigned(depth);
  }

  call(functionIndex: number): void {
    this.code.byte(CALL);
    this.code.unsigned(functionIndex);
  }

  /** `local += amount` on an i32 local. */
  advance(local: number, amount: number): void {
    this.get(local);
    this.i32(amount);
    this.op(0x6a);
    this.set(local);
  }
}

/**
 * The body of one WebAssembly function: locals are declared as they are needed; the prologue, which
 * loads what stays the same during a call, may grow while the instructions after it are written.
 */
export class FunctionBody extends Instructions {
  readonly prologue: Instructions = new Instructions();
  readonly parameters: readonly ValueType[];
  readonly results: readonly ValueType[];
  private readonly localTypes: ValueType[] = [];

  constructor(parameters: readonly ValueType[], results: readonly ValueType[] = []) {
    super(4096);
    this.parameters = parameters;
    this.results = results;
  }

  /** Declares a local and returns its index. */
  local(type: ValueType): number {
    this.localTypes.push(type);
    return this.parameters.length + this.localTypes.length - 1;
  }

  /** Writes the function's entry of the code section: size, locals in runs of one type, instructions. */
  encode(into: Bytes): void {
    const runs = runLengths(this.localTypes);
    const head = new Bytes(16 + runs.length * 6);
    head.unsigned(runs.length);
    for (const [type, count] of runs) {
      head.unsigned(count);
      head.byte(type);
    }
    const { code: prologue } = this.prologue;
    into.unsigned(head.length + prologue.length + this.code.length + 1);
    into.append(head.view());
    into.append(prologue.view());
    into.append(this.code.view());
    into.byte(END);
  }
}

function runLengths(types: readonly ValueType[]): [ValueType, number][] {
  const runs: [ValueType, number][] = [];
  let type: ValueType = I32;
  let count = 0;
  for (const next of types) {
    if (next !== type && count > 0) {
      runs.push([type, count]);
      count = 0;
    }
    type = next;
    count++;
  }
  if (count > 0) runs.push([type, count]);
  return runs;
}
