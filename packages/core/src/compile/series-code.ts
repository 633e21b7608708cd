import type { Node } from "../graph/node.ts";
import { type KernelCode, tileLoop, vectorCode } from "./kernel-code.ts";
import { planeBytes } from "./kernel-layout.ts";
import { lowerNodes } from "./lower.ts";
import { uniformLoader } from "./uniforms.ts";
import type { Vector } from "./vector-code.ts";
import { FunctionBody } from "./wasm/function.ts";
import { I32 } from "./wasm/opcodes.ts";

const ROW = 1;

/** `observe(context, row)`: the planes of series that are expressions, at a logged time. */
export function emitObserve(kernel: KernelCode): FunctionBody {
  const { plan, scratch, lanes } = kernel;
  const body = new FunctionBody([I32, I32]);
  const v = vectorCode(body, kernel);
  const uniform = uniformLoader(v, kernel, ROW);
  const plane = planeBytes(lanes);
  const observed = plan.series.flatMap(({ node }, i) =>
    stateIndex(node) === undefined ? [{ node, i }] : [],
  );
  tileLoop(body, 16 * v.unroll, plane, (pointer) => {
    const path = (node: Node): Vector => {
      const index = stateIndex(node);
      if (index === undefined)
        throw new Error(`a series can't take a ${node.op} as a per-path value`);
      return v.load(pointer, scratch.state + index * plane);
    };
    const values = lowerNodes(
      v,
      observed.map(({ node }) => node),
      { path, uniform },
    );
    observed.forEach(({ i }, k) => v.store(pointer, scratch.series + i * plane, values[k] ?? []));
  });
  return body;
}

/** The state whose series a node is; undefined for expressions. */
export function stateIndex(node: Node): number | undefined {
  return node.op === "scanOutput" ? node.attributes.index : undefined;
}

/** The offset of a series' plane in scratch. */
export function seriesPlane({ plan, scratch, lanes }: KernelCode, series: number): number {
  const node = plan.series[series]?.node;
  const state = node && stateIndex(node);
  const plane = planeBytes(lanes);
  return state === undefined ? scratch.series + series * plane : scratch.state + state * plane;
}

/** The state whose trajectory a series is, by its number; undefined for expressions. */
export function stateOfSeries(
  { plan }: Pick<KernelCode, "plan">,
  series: number,
): number | undefined {
  const node = plan.series[series]?.node;
  return node && stateIndex(node);
}

/** The series whose trajectories are kept, in the order of their planes. */
export function keptSeries({ plan }: Pick<KernelCode, "plan">): number[] {
  return plan.series.flatMap(({ trajectory }, series) => (trajectory ? [series] : []));
}

/** Whether any series has to be computed from the states. */
export function hasObservables({ plan }: Pick<KernelCode, "plan">): boolean {
  return plan.series.some(({ node }) => stateIndex(node) === undefined);
}
