import { LOWERINGS } from "../compile/elementwise.ts";
import { emitHistogram } from "../compile/histogram-code.ts";
import { type KernelCode, tileLoop, vectorCode } from "../compile/kernel-code.ts";
import { planeBytes, type StreamLayout } from "../compile/kernel-layout.ts";
import { emitMoments } from "../compile/moments-code.ts";
import { emitNormals } from "../compile/normals-code.ts";
import { emitWords } from "../compile/philox-code.ts";
import type { Vector } from "../compile/vector-code.ts";
import { FunctionBody } from "../compile/wasm/function.ts";
import type { ModuleBuilder } from "../compile/wasm/module.ts";
import { I32, Op } from "../compile/wasm/opcodes.ts";
import type { BenchLayout } from "./bench-layout.ts";
import type { OpKind } from "./op-kind.ts";

/** What workloads are emitted with. */
export interface BenchCode {
  readonly kernel: KernelCode;
  readonly layout: BenchLayout;
  readonly module: ModuleBuilder;
}

/** Something that is timed. */
export interface Timed {
  readonly key: string;
  /** Whether it loops over a tile only to be timed: what the loop takes is not its own. */
  readonly looped: boolean;
}

/** Kernel code to time: it emits a function `(context, repeats)` that does it `repeats` times to a tile. */
export interface Workload extends Timed {
  emit(bench: BenchCode): FunctionBody;
}

const REPEATS = 1;

/** The empty loop over a tile, which is taken off what ops take. */
export const EMPTY_LOOP: Workload = {
  key: "loop",
  looped: true,
  emit: (bench) => perVector(bench, () => {}),
};

/** An elementwise op by itself: operands from memory, its result to memory, as if nothing were fused. */
export function elementwiseWorkload({ key, op, operands }: OpKind): Workload {
  return {
    key,
    looped: true,
    emit: (bench) =>
      perVector(bench, (v, pointer) => {
        const inputs = operands.map((kind, i) =>
          kind === "path" ? v.load(pointer, bench.layout.operands[i] ?? 0) : v.float(0.75 + i / 8),
        );
        const [a = [], b = [], c = []] = inputs;
        v.store(pointer, bench.layout.result, LOWERINGS[op](v, a, b, c));
      }),
  };
}

/** Keeping a series' plane: a copy. */
export const COPY: Workload = {
  key: "copy",
  looped: true,
  emit: (bench) =>
    perVector(bench, (v, pointer) => {
      v.store(pointer, bench.layout.result, v.load(pointer, bench.layout.operands[0] ?? 0));
    }),
};

/** Counting a mask's lanes. */
export const COUNT: Workload = {
  key: "count",
  looped: true,
  emit: (bench) => {
    const { scratch } = bench.kernel;
    return perVector(bench, (v, pointer) => {
      const mask = v.and(
        v.load(pointer, bench.layout.operands[0] ?? 0),
        v.load(pointer, scratch.active),
      );
      const counter = v.load(pointer, bench.layout.result);
      v.store(pointer, bench.layout.result, v.apply(v.lanes.intSub, counter, mask));
    });
  },
};

/** The normals of one group of steps of a stream: Philox, then Box–Muller. */
export function normalsWorkload(stream: StreamLayout): Workload {
  return {
    key: `normals(${stream.stream})`,
    looped: false,
    emit: ({ kernel, module }) => {
      const words = module.add(emitWords(kernel));
      const normals = module.add(emitNormals(kernel));
      return repeated((body) => {
        body.get(0);
        offsetFromContext(body, stream.paths);
        offsetFromContext(body, stream.words);
        body.i32(1);
        body.i32(stream.blocks);
        body.call(words);
        body.get(0);
        offsetFromContext(body, stream.words);
        offsetFromContext(body, stream.normals);
        body.i32(2 * stream.blocks);
        body.call(normals);
      });
    },
  };
}

/** Adding a plane to a series' moments. */
export const MOMENTS_OF_TILE: Workload = {
  key: "moments",
  looped: false,
  emit: ({ kernel, module, layout }) => {
    const moments = module.add(emitMoments(kernel));
    return repeated((body) => {
      body.get(0);
      offsetFromContext(body, layout.operands[0] ?? 0);
      body.i32(layout.moments);
      body.i32(layout.scales);
      body.call(moments);
      body.op(Op.drop);
    });
  },
};

/** Counting a plane into a series' histogram. */
export const HISTOGRAM_OF_TILE: Workload = {
  key: "histogram",
  looped: false,
  emit: ({ kernel, module, layout }) => {
    const histogram = module.add(emitHistogram(kernel, false));
    return repeated((body) => {
      body.get(0);
      offsetFromContext(body, layout.operands[0] ?? 0);
      body.i32(layout.histogram);
      body.i32(layout.scales);
      body.call(histogram);
    });
  },
};

/** A function that does something `repeats` times. */
function repeated(emit: (body: FunctionBody) => void, body = newBody()): FunctionBody {
  body.loop();
  emit(body);
  body.get(REPEATS);
  body.i32(1);
  body.op(Op.i32Sub);
  body.tee(REPEATS);
  body.branchIf(0);
  body.end();
  return body;
}

/** A function that does something to each pair of vectors of a tile, `repeats` times. */
function perVector(
  { kernel }: BenchCode,
  emit: (v: ReturnType<typeof vectorCode>, pointer: number) => void,
): FunctionBody {
  const body = newBody();
  const v = vectorCode(body, kernel);
  return repeated(() => {
    tileLoop(body, 16 * v.unroll, planeBytes(kernel.lanes), (pointer) => {
      v.scoped((): Vector => {
        emit(v, pointer);
        return [];
      });
    });
  }, body);
}

function newBody(): FunctionBody {
  return new FunctionBody([I32, I32]);
}

function offsetFromContext(body: FunctionBody, offset: number): void {
  body.get(0);
  body.i32(offset);
  body.op(Op.i32Add);
}
