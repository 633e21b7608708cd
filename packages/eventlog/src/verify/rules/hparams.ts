import { decodeHParams } from "../../hparams/hparams.ts";
import type { Rule } from "../rule.ts";

/** The data of the `hparams` plugin can be read. */
export function hparamsRule(): Rule {
  return {
    event(event, report) {
      if (event.kind !== "summary") return;
      for (const { tag, plugin } of event.values) {
        if (plugin?.name !== "hparams") continue;
        try {
          const { kind } = decodeHParams(plugin.content ?? new Uint8Array());
          if (kind === "none") report("hparams-unreadable", `tag "${tag}" of hparams says nothing`);
        } catch (error) {
          const reason = error instanceof Error ? error.message : String(error);
          report("hparams-unreadable", `tag "${tag}" of hparams can't be read: ${reason}`);
        }
      }
    },
  };
}
