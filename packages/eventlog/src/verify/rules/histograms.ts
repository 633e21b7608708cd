import { pluginMemory } from "../plugin-memory.ts";
import type { Rule } from "../rule.ts";

/** A histogram is a `histo` or a `[k, 3]` tensor. */
export function histogramsRule(): Rule {
  const pluginOf = pluginMemory();
  return {
    event(event, report) {
      if (event.kind !== "summary") return;
      for (const value of event.values) {
        if (pluginOf(value) !== "histograms" || value.data.kind !== "tensor") continue;
        const { shape } = value.data.tensor;
        if (shape?.length === 2 && shape[1] === 3) continue;
        const where = `histogram "${value.tag}" at step ${event.step}`;
        report("histogram-shape", `${where} has the shape [${shape ?? "unknown"}] and not [k, 3]`);
      }
    },
  };
}
