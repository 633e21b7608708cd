import path from "node:path";
import { fileSource } from "@driftgraph/eventlog/node";
import { makeReport, REPORT_LIMIT, type Report } from "../share/report.ts";
import { pageFile } from "./assets.ts";
import { findRuns } from "./find-runs.ts";

/** Which runs to share, and how. */
export interface ShareOptions {
  /** Folders of runs; what lies below is shared too. */
  readonly folders: readonly string[];
  readonly title?: string;
  /** Bytes that the file may have; by default 20 MiB. */
  readonly limit?: number;
}

/**
 * One self-contained HTML file of runs.
 *
 * @throws Error when a folder holds no event files, or they can't be made small enough
 */
export async function shareRuns({ folders, title, limit }: ShareOptions): Promise<Report> {
  const names = namesOf(folders);
  const files = await Promise.all(
    folders.map(async (folder, i) => {
      const { runs } = await findRuns(folder);
      if (runs.length === 0) throw new Error(`There are no event files in ${folder}.`);
      return runs.flatMap((run) =>
        run.files.map((file) => ({
          path: path.posix.join(names[i] ?? "", run.name, file),
          source: fileSource(path.join(run.folder, file)),
        })),
      );
    }),
  );
  const script = new TextDecoder().decode(await pageFile("viewer.js"));
  return await makeReport({
    title: title ?? `Driftgraph: ${names.join(", ")}`,
    files: files.flat(),
    script,
    limit: limit ?? REPORT_LIMIT,
  });
}

/** Names that tell folders apart, as short as they can be. */
function namesOf(folders: readonly string[]): readonly string[] {
  const parts = folders.map((folder) => path.resolve(folder).split(path.sep).filter(Boolean));
  for (let depth = 1; depth <= Math.max(...parts.map(({ length }) => length)); depth++) {
    const names = parts.map((part) => part.slice(-depth).join("/"));
    if (new Set(names).size === names.length) return names;
  }
  return folders.map((_, i) => `run-${i + 1}`);
}
