import type { BytesByPath, ListedPath } from "../reading/bytes-by-path.ts";
import { WorkerFiles } from "../reading/worker-files.ts";
import { makeReport, type ReportParts } from "./report.ts";

/** A report of files whose bytes the page has; see `makeReport`. */
export async function reportOf(
  bytes: BytesByPath,
  listed: readonly ListedPath[],
  parts: Omit<ReportParts, "files">,
): Promise<Blob> {
  const worker = new WorkerFiles(bytes);
  await worker.list(listed);
  const files = worker.paths.map((path) => worker.another(path));
  const { html } = await makeReport({ ...parts, files });
  return new Blob([html], { type: "text/html" });
}
