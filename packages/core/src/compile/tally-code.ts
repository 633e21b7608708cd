import type { Node } from "../graph/node.ts";
import { type KernelCode, tileLoop, vectorCode } from "./kernel-code.ts";
import { planeBytes } from "./kernel-layout.ts";
import { lowerNodes } from "./lower.ts";
import { stateIndex } from "./series-code.ts";
import { flushCounter, newCounter } from "./step-code.ts";
import { uniformLoader } from "./uniforms.ts";
import type { Vector } from "./vector-code.ts";
import { FunctionBody } from "./wasm/function.ts";
import { I32 } from "./wasm/opcodes.ts";

/** Parameters after the context: the row of the table of logged times, and the counters. */
const ROW = 1;
const COUNTS = 2;

/** `tally(context, row, counts)`: counts the tile's paths on which masks of the states are true. */
export function emitTally(kernel: KernelCode): FunctionBody {
  const { plan, scratch, lanes } = kernel;
  const body = new FunctionBody([I32, I32, I32]);
  const v = vectorCode(body, kernel);
  const uniform = uniformLoader(v, kernel, ROW);
  const plane = planeBytes(lanes);
  const counters = plan.tallies.map(() => newCounter(v));
  tileLoop(body, 16 * v.unroll, plane, (pointer) => {
    const path = (node: Node): Vector => {
      const index = stateIndex(node);
      if (index === undefined)
        throw new Error(`a tally can't take a ${node.op} as a per-path value`);
      return v.load(pointer, scratch.state + index * plane);
    };
    const masks = lowerNodes(v, plan.tallies, { path, uniform });
    const active = v.load(pointer, scratch.active);
    counters.forEach((counter, i) => {
      v.scoped(() => {
        const mask = v.and(masks[i] ?? [], active);
        v.copyInto(counter, v.apply(lanes.intSub, counter, mask));
        return [];
      });
    });
  });
  counters.forEach((counter, i) => flushCounter(v, counter, COUNTS, (plan.masks.length + i) * 16));
  return body;
}
