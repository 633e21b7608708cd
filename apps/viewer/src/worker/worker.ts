import { expose } from "comlink";
import { takeFiles } from "../feed/dropped-files.ts";
import { LogReader } from "../reading/log-reader.ts";
import { reportOf } from "../share/report-of-runs.ts";
import type { Workers } from "./start-worker.ts";

// One script for all workers, since it stands in the page's own: which one this is, its name says.
const workers: { readonly [Name in keyof Workers]: () => Workers[Name] } = {
  reader: () => new LogReader(),
  files: () => ({ takeFiles }),
  report: () => ({ reportOf }),
};
for (const [name, make] of Object.entries(workers)) if (name === self.name) expose(make());
