import { pluginOfValue, TAGGED_RUN_METADATA, type TagOwner } from "../../event/plugin.ts";
import type { Report } from "../finding.ts";
import type { Rule } from "../rule.ts";

/** A tag belongs to one plugin in a run, and its steps increase. */
export function tagsRule(): Rule {
  const tags = new Map<string, TagOwner & { step: number }>();

  function enter(tag: string, { plugin: named, kind }: TagOwner, step: number, report: Report) {
    if (tag === "") report("missing-tag", `a value at step ${step} has no tag`);
    const known = tags.get(tag);
    const plugin = pluginOfValue(named, kind, known);
    if (known === undefined) {
      if (plugin === "") report("missing-plugin", `the first value of "${tag}" names no plugin`);
      tags.set(tag, { plugin, kind, step });
      return;
    }
    if (plugin !== known.plugin) {
      report(
        "tag-shared-across-plugins",
        `tag "${tag}" belongs to the plugin "${known.plugin}" and to "${plugin}"; ` +
          "TensorBoard's data server then shows neither",
      );
    } else if (step <= known.step) {
      report(
        "step-not-increasing",
        `step ${step} of tag "${tag}" comes after its step ${known.step}; TensorBoard drops points`,
      );
    }
    known.step = step;
  }

  return {
    event(event, report) {
      if (event.kind === "run-metadata") {
        enter(event.tag, { plugin: TAGGED_RUN_METADATA, kind: "none" }, event.step, report);
      }
      if (event.kind !== "summary") return;
      for (const { tag, plugin, data } of event.values) {
        enter(tag, { plugin: plugin?.name ?? "", kind: data.kind }, event.step, report);
      }
    },
  };
}
