import type { Rule } from "./rule.ts";
import { fileNameRule } from "./rules/file-name.ts";
import { fileVersionRule } from "./rules/file-version.ts";
import { graphPluginsRule } from "./rules/graph-plugins.ts";
import { histogramsRule } from "./rules/histograms.ts";
import { hparamsRule } from "./rules/hparams.ts";
import { profileRule } from "./rules/profile.ts";
import { runGraphRule } from "./rules/run-graph.ts";
import { scalarsRule } from "./rules/scalars.ts";
import { tagsRule } from "./rules/tags.ts";
import { wallTimeRule } from "./rules/wall-time.ts";

/** All rules; each is made anew for each run. */
export const RULES: readonly (() => Rule)[] = [
  fileNameRule,
  fileVersionRule,
  wallTimeRule,
  tagsRule,
  scalarsRule,
  histogramsRule,
  runGraphRule,
  graphPluginsRule,
  profileRule,
  hparamsRule,
];
