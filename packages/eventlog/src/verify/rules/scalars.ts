import { pluginMemory } from "../plugin-memory.ts";
import type { Rule } from "../rule.ts";

/** A scalar is a `simple_value` or a rank-0 tensor of 32-bit floats. */
export function scalarsRule(): Rule {
  const pluginOf = pluginMemory();
  return {
    event(event, report) {
      if (event.kind !== "summary") return;
      for (const value of event.values) {
        if (pluginOf(value) !== "scalars" || value.data.kind !== "tensor") continue;
        const { dtype, shape } = value.data.tensor;
        const where = `scalar "${value.tag}" at step ${event.step}`;
        if (dtype !== "DT_FLOAT") {
          report("scalar-not-float", `${where} is ${dtype}; TensorBoard's data server drops it`);
        }
        if (shape?.length !== 0) {
          report("scalar-not-rank-0", `${where} has the shape [${shape ?? "unknown"}]`);
        }
      }
    },
  };
}
