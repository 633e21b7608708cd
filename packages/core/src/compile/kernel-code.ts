import type { Node } from "../graph/node.ts";
import { TILE } from "./context.ts";
import { layoutScratch, type ScratchLayout } from "./kernel-layout.ts";
import { initialSources, type KernelPlan } from "./kernel-plan.ts";
import { LANES, type Lanes, type LaneType } from "./lanes.ts";
import { Pool } from "./pool.ts";
import { planStep, type StepPlan } from "./step-plan.ts";
import { VectorCode } from "./vector-code.ts";
import type { FunctionBody } from "./wasm/function.ts";
import { I32, Op } from "./wasm/opcodes.ts";

/** What all emitters of a kernel's functions share. */
export interface KernelCode {
  readonly plan: KernelPlan;
  readonly step: StepPlan;
  readonly scratch: ScratchLayout;
  readonly lanes: Lanes;
  readonly fma: boolean;
  readonly pool: Pool;
  readonly stepRow: Node[];
  readonly timeRow: Node[];
  readonly poissons: readonly Node<"poisson">[];
}

/** The shared parts of a new kernel. */
export function newKernelCode(plan: KernelPlan, type: LaneType, fma: boolean): KernelCode {
  const step = planStep(plan, fma);
  const scratch = layoutScratch(plan, step, type);
  const poissons = initialSources(plan).filter(
    (node): node is Node<"poisson"> => node.op === "poisson",
  );
  return {
    plan,
    step,
    scratch,
    lanes: LANES[type],
    fma,
    pool: new Pool(),
    stepRow: [],
    timeRow: [],
    poissons,
  };
}

/** Vectors handled together: two of them hide latency, four spill. */
const UNROLL = 2;

/** Vector code for a function of a kernel. */
export function vectorCode(body: FunctionBody, kernel: KernelCode, unroll = UNROLL): VectorCode {
  return new VectorCode(body, kernel.pool, kernel.lanes, { unroll, fma: kernel.fma });
}

/**
 * Emits a loop over the vectors of a tile; `pointers` are locals that advance with it, by the bytes
 * of what is handled in one turn. The count of turns is the same for all.
 */
export function tileLoop(
  body: FunctionBody,
  bytesPerTurn: number,
  planeSize: number,
  emit: (pointer: number) => void,
): void {
  const pointer = body.local(I32);
  const end = body.local(I32);
  body.get(0);
  body.tee(pointer);
  body.i32(planeSize);
  body.op(Op.i32Add);
  body.set(end);
  body.loop();
  emit(pointer);
  body.get(pointer);
  body.i32(bytesPerTurn);
  body.op(Op.i32Add);
  body.tee(pointer);
  body.get(end);
  body.op(Op.i32LtU);
  body.branchIf(0);
  body.end();
}

/** Bytes of a plane of 32-bit words. */
export const WORD_PLANE_BYTES: number = TILE * 4;
