import { crc32c, type LogFile } from "@driftgraph/eventlog";
import { packed } from "./base64-gzip.ts";
import { sharedFile } from "./shared-file.ts";
import { eventsOf, thinFile, wholeFile } from "./thin-file.ts";
import { leftOut, THINNINGS, type Thinning } from "./thinning.ts";

/** What a report is made of. */
export interface ReportParts {
  /** Stands in the title and above the runs. */
  readonly title: string;
  /** The event files, with the paths that they shall have in the report. */
  readonly files: readonly LogFile[];
  /** The viewer's bundle. */
  readonly script: string;
  /** Bytes that the report may have. */
  readonly limit: number;
}

/** A report, and what is not in it. */
export interface Report {
  readonly html: string;
  /** In words; empty if everything is in it. */
  readonly leftOut: readonly string[];
}

/** Bytes that a report may have unless another limit is given: what mail servers take. */
export const REPORT_LIMIT = 20 * 2 ** 20;

/** What a report needs beside the viewer and the logs, at most. */
const PAGE_BYTES = 4096;

/** The element that holds what the page should say of itself. */
export const REPORT_ELEMENT = "driftgraph-report";
/** The type of the elements that hold an event file each. */
export const FILE_TYPE = "application/x-driftgraph-events";

/**
 * One HTML file with the viewer and the logs of runs in it: it needs no server and no network, and its policy
 * forbids it both. The logs in it don't say in which folders and on which machine they were made. If they don't fit into the limit, they are thinned, evenly and always in the same way.
 *
 * @throws Error when even the least that is worth showing doesn't fit
 */
export async function makeReport({
  title,
  files: given,
  script,
  limit,
}: ReportParts): Promise<Report> {
  const files = await Promise.all(given.map(sharedFile));
  const around = new TextEncoder().encode(script).length + PAGE_BYTES;
  const room = limit - around;
  const whole = await Promise.all(files.map(async (file) => await packed(await wholeFile(file))));
  if (lengthOf(whole) <= room) return { html: page(title, script, files, whole, []), leftOut: [] };
  const events = await Promise.all(files.map(eventsOf));
  // Each thinning leaves out more than the one before: the first that fits is found by halving.
  let [low, high] = [1, THINNINGS.length - 1];
  let best: { readonly thinning: Thinning; readonly packed: readonly string[] } | undefined;
  let least = Number.POSITIVE_INFINITY;
  while (low <= high) {
    const middle = Math.floor((low + high) / 2);
    const thinning = THINNINGS[middle];
    if (!thinning) break;
    const thin = await Promise.all(events.map((of) => packed(thinFile(of, thinning))));
    least = Math.min(least, around + lengthOf(thin));
    if (lengthOf(thin) <= room) {
      best = { thinning, packed: thin };
      high = middle - 1;
    } else low = middle + 1;
  }
  if (!best) {
    throw new Error(
      `These runs don't fit into ${sizeText(limit)}, however much is left out: they need ${sizeText(least)}, of which the viewer itself takes ${sizeText(around)}. Share fewer of them, or raise the limit.`,
    );
  }
  const words = leftOut(best.thinning);
  return { html: page(title, script, files, best.packed, words), leftOut: words };
}

function lengthOf(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + text.length, 0);
}

/** For people; rounded up, so that a limit of what is said suffices. */
function sizeText(bytes: number): string {
  return bytes < 2 ** 20
    ? `${Math.ceil(bytes / 2 ** 10)} kB`
    : `${(Math.ceil((bytes / 2 ** 20) * 100) / 100).toFixed(2)} MB`;
}

function page(
  title: string,
  script: string,
  files: readonly LogFile[],
  contents: readonly string[],
  words: readonly string[],
): string {
  // Of the contents, so that the same runs make the same file. All that isn't ours in the page is escaped.
  const nonce = crc32c(new TextEncoder().encode(`${title}\n${contents.join("\n")}`)).toString(36);
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}'`,
    "img-src data: blob:",
    "worker-src blob:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  const blocks = files.map(
    ({ path }, i) =>
      `<script type="${FILE_TYPE}" data-path="${escaped(path)}">${contents[i] ?? ""}</script>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="Driftgraph">
<title>${escaped(title)}</title>
<style nonce="${nonce}">html, body { height: 100%; margin: 0; }</style>
</head>
<body>
<driftgraph-viewer></driftgraph-viewer>
<noscript>The viewer needs JavaScript.</noscript>
<script type="application/json" id="${REPORT_ELEMENT}">${forScript(JSON.stringify({ title, leftOut: words }))}</script>
${blocks.join("\n")}
<script type="module" nonce="${nonce}">${forScript(script)}</script>
</body>
</html>
`;
}

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll('"', "&quot;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
}

/** Nothing in a script may look like its end or another's beginning; in a string or a pattern it means the same so. */
function forScript(code: string): string {
  return code.replace(/<(?=\/?script[\s/>])/gi, "\\u003c");
}
