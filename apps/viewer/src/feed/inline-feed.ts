import { blobSource, type LogFile } from "@driftgraph/eventlog";
import { unpacked } from "../share/base64-gzip.ts";
import { FILE_TYPE, REPORT_ELEMENT } from "../share/report.ts";
import type { Feed } from "./feed.ts";

/** What a report says of itself. */
interface AboutReport {
  readonly title: string;
  readonly leftOut: readonly string[];
}

/** The feed of a report: the event files that stand in the page itself; undefined in any other page. */
export function inlineFeed(page: Document): Feed | undefined {
  const about = page.getElementById(REPORT_ELEMENT)?.textContent;
  if (!about) return undefined;
  const { title, leftOut }: AboutReport = JSON.parse(about); // written by report.ts into this very page
  const elements = page.querySelectorAll<HTMLScriptElement>(`script[type="${FILE_TYPE}"]`);
  const files = Promise.all(Array.from(elements, fileOf));
  return {
    title,
    files: () => files,
    ...(leftOut.length > 0 && {
      notice: `This report is smaller than the logs: ${leftOut.join("; ")}.`,
    }),
  };
}

async function fileOf(element: HTMLScriptElement): Promise<LogFile> {
  const bytes = await unpacked(element.textContent ?? "");
  // The page needn't keep both.
  element.textContent = "";
  return {
    path: element.dataset["path"] ?? "events",
    source: blobSource(new Blob([bytes.slice()])),
  };
}
