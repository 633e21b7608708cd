import { statSync } from "node:fs";
import path from "node:path";
import { findRuns, readRun } from "@driftgraph/viewer/server";
import { UsageError } from "../arguments/usage-error.ts";
import { EXIT, type ExitCode } from "../command.ts";
import { showBytes, showCount } from "../terminal/number.ts";
import { table } from "../terminal/table.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { type LogContents, readContents, type TagPoints } from "./log-contents.ts";

/** Tags that are named; the others are counted. */
const NAMED_TAGS = 6;

/** Prints what is in a run's folder, for people or as JSON. */
export async function inspectRun(
  folder: string,
  json: boolean,
  terminal: Terminal,
): Promise<ExitCode> {
  if (!statSync(folder, { throwIfNoEntry: false })) {
    throw new UsageError(`there is no run ${folder}`, {
      hint: "A run is named by its folder, such as runs/switch-1.",
    });
  }
  const contents = await readContents(folder);
  if (json) {
    terminal.out(`${JSON.stringify(contents)}\n`);
    return ending(contents);
  }
  const { bold, dim } = terminal.colours.out;
  const facts = [...(await factsOf(folder)), ...contentFacts(contents)];
  const columns = [
    { heading: "", align: "left" },
    { heading: "", align: "left" },
  ] as const;
  const lines = table(
    columns,
    facts.map(([name, value]) => [dim(name), value]),
  );
  terminal.out(`${[bold(folder), ...lines, ...problemLines(contents, terminal)].join("\n")}\n`);
  return ending(contents);
}

function ending({ problems }: LogContents): ExitCode {
  return problems.length > 0 ? EXIT.failed : EXIT.ok;
}

type Fact = readonly [name: string, value: string];

/** What the run says of itself; of a sweep, how many points it has. */
async function factsOf(folder: string): Promise<readonly Fact[]> {
  if (!statSync(folder).isDirectory()) return [];
  const { runs } = await findRuns(folder);
  const points = runs.filter(({ name }) => name !== ".");
  const own = runs.find(({ name }) => name === ".");
  const facts = own ? (await readRun(own)).facts : [];
  return points.length === 0
    ? facts
    : [...facts, ["runs within", `${points.length}, such as ${points[0]?.name}`]];
}

function contentFacts({
  files,
  events,
  graphs,
  scalars,
  histograms,
  runMetadata,
}: LogContents): Fact[] {
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const [first] = files;
  const name = files.length === 1 && first ? path.basename(first.path) : `${files.length} files`;
  const sizes = graphs.map(
    ({ tag, nodes, edges }) => `${tag}: ${showCount(nodes)} nodes, ${showCount(edges)} edges`,
  );
  return [
    ["events", `${showCount(events)} in ${name}, ${showBytes(bytes)}`],
    ["graphs", sizes.join("; ") || "none"],
    ["scalars", describeTags(scalars)],
    ["histograms", describeTags(histograms)],
    ["profiles", runMetadata.join(", ") || "none"],
  ];
}

function describeTags(tags: readonly TagPoints[]): string {
  if (tags.length === 0) return "none";
  const counts = [...new Set(tags.map(({ points }) => points))].sort((a, b) => a - b);
  const range =
    counts.length > 1
      ? `${showCount(counts[0] ?? 0)} to ${showCount(counts.at(-1) ?? 0)}`
      : showCount(counts[0] ?? 0);
  const named = tags.slice(0, NAMED_TAGS).map(({ tag }) => tag);
  const rest = tags.length > NAMED_TAGS ? ", …" : "";
  return `${tags.length} tags of ${range} points: ${named.join(", ")}${rest}`;
}

function problemLines({ problems }: LogContents, terminal: Terminal): string[] {
  const { green, red } = terminal.colours.out;
  if (problems.length === 0) return [green("no problems")];
  return [
    red(problems.length === 1 ? "1 problem:" : `${problems.length} problems:`),
    ...problems.map(
      ({ path: file, offset, message }) => `  ${file}, byte ${showCount(offset)}: ${message}`,
    ),
  ];
}
