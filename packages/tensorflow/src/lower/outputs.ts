import type { ProgramShape } from "./context.ts";
import type { Recorded } from "./logged.ts";
import type { Ops } from "./ops.ts";
import type { Interface, TensorSpec } from "./program.ts";
import type { TensorRef } from "./region.ts";

/** The program's results under plain names; as words, doubles are pairs of 32-bit integers. */
export function programOutputs(
  root: Ops,
  recorded: readonly Recorded[],
  results: readonly TensorRef[],
  { times, kind, ...shape }: ProgramShape & { readonly times: number; readonly kind: Interface },
): TensorSpec[] {
  const ops = root.in("outputs");
  return recorded.flatMap(({ recorder, nodes }, i) => {
    const result = results[i];
    if (!result) return [];
    const name = recorder.output;
    const sizes = [times, ...recorder.rowShape(nodes.length, shape)];
    if (kind === "words" && result.dtype === "DT_DOUBLE") {
      const { ref, dtype } = ops.bitcast(result, "DT_INT32", name);
      return [{ name, op: ref, dtype, shape: [...sizes, 2] }];
    }
    const { ref, dtype } = ops.apply("Identity", [result], name);
    return [{ name, op: ref, dtype, shape: sizes }];
  });
}
