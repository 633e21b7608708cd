import { isConventionalName, isEventFileName } from "../../event/file-name.ts";
import type { Rule } from "../rule.ts";

/** A file is found by its name. */
export function fileNameRule(): Rule {
  return {
    file(baseName, report) {
      if (!isEventFileName(baseName)) {
        report("file-name", `TensorBoard passes over "${baseName}": the name lacks "tfevents"`);
      } else if (!isConventionalName(baseName)) {
        const convention = "events.out.tfevents.<10-digit seconds>.<host>.<pid>.<uid>";
        report("unconventional-file-name", `"${baseName}" is not named like ${convention}`);
      }
    },
  };
}
