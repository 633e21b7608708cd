import { FILE_VERSION } from "../../event/event.ts";
import type { Rule } from "../rule.ts";

/** The first event of each file states the format's version. */
export function fileVersionRule(): Rule {
  let isFirst = true;
  return {
    file() {
      isFirst = true;
    },
    event(event, report) {
      if (!isFirst) return;
      isFirst = false;
      if (event.kind !== "file-version") {
        report(
          "missing-file-version",
          `the first event does not state the version ${FILE_VERSION}`,
        );
      } else if (event.version !== FILE_VERSION) {
        report("unknown-file-version", `the version is "${event.version}" and not ${FILE_VERSION}`);
      }
    },
    end(report) {
      if (isFirst) report("missing-file-version", "the file has no event");
    },
  };
}
