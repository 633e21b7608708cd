import { statSync } from "node:fs";
import {
  type Finding,
  type LogFile,
  runName,
  type Severity,
  type Verification,
  verifyRun,
} from "@driftgraph/eventlog";
import { fileSource, findEventFiles } from "@driftgraph/eventlog/node";
import { UsageError } from "../arguments/usage-error.ts";
import { EXIT, type ExitCode } from "../command.ts";
import type { Palette } from "../terminal/colour.ts";
import { showCount } from "../terminal/number.ts";
import type { Terminal } from "../terminal/terminal.ts";

/**
 * Checks an event file, or all in a folder and below, and tells what is wrong with each.
 *
 * Notes are told too, but are no problems.
 */
export async function verifyPath(
  given: string,
  json: boolean,
  terminal: Terminal,
): Promise<ExitCode> {
  if (!statSync(given, { throwIfNoEntry: false }))
    throw new UsageError(`there is no file or folder ${given}`);
  const { files, skipped } = await findEventFiles(given);
  if (files.length === 0) {
    const [first] = skipped;
    throw new UsageError(
      first ? `${given}: ${first.path} ${first.message}` : `${given} holds no event files`,
    );
  }
  const verified = await verifyAll(
    files.map(({ path, absolute }) => ({ path, source: fileSource(absolute) })),
  );
  const problems = verified.flatMap(({ path, findings }) =>
    findings.filter(isProblem).map((found) => ({ path, ...found })),
  );
  const count = verified.reduce((sum, each) => sum + problemCount(each), 0);
  if (json) {
    const report = verified.map(({ path, events, findings }) => ({ path, events, findings }));
    terminal.out(`${JSON.stringify({ files: report, skipped, problems })}\n`);
  } else {
    const passedOver = skipped.map(
      ({ path, message }) => `${path}: passed over, as it ${message}\n`,
    );
    terminal.out(
      [
        ...verified.map((each) => describe(each, terminal.colours.out)),
        ...passedOver,
        summary(verified, count),
      ].join(""),
    );
  }
  return count > 0 ? EXIT.failed : EXIT.ok;
}

/** Files of one run are checked together: a tag or a second graph counts across them. */
async function verifyAll(files: readonly LogFile[]): Promise<Verification[]> {
  const runs = new Map<string, LogFile[]>();
  for (const file of files)
    runs.set(runName(file.path), [...(runs.get(runName(file.path)) ?? []), file]);
  const verified: Verification[] = [];
  for (const run of runs.values()) {
    verified.push(...(await verifyRun(run)));
    for (const { source } of run) await source.close?.();
  }
  return verified;
}

function isProblem({ severity }: Finding): boolean {
  return severity !== "note";
}

/** Those that were not kept, as there are too many, count too. */
function problemCount({ findings, findingCount }: Verification): number {
  return findings.filter(isProblem).length + (findingCount - findings.length);
}

function describe(
  { path, events, findings, findingCount }: Verification,
  colours: Palette,
): string {
  if (findingCount === 0)
    return `${path}: ${colours.green("in order")}, ${showCount(events)} events\n`;
  const rest = findingCount - findings.length;
  const lines = [
    `${path}: ${showCount(events)} events`,
    ...findings.map((found) => `  ${marked(found, colours)}`),
    ...(rest > 0 ? [`  and ${showCount(rest)} more`] : []),
  ];
  return `${lines.join("\n")}\n`;
}

function marked({ code, severity, offset, message }: Finding, colours: Palette): string {
  const paint: { readonly [S in Severity]: (text: string) => string } = {
    error: colours.red,
    warning: colours.yellow,
    note: colours.dim,
  };
  const where = offset > 0 ? `byte ${showCount(offset)}: ` : "";
  return `${paint[severity](`${severity} ${code}`)} ${where}${message}`;
}

function summary(verified: readonly Verification[], problems: number): string {
  const files = verified.length === 1 ? "1 file" : `${showCount(verified.length)} files`;
  const found =
    problems === 0
      ? "no problems"
      : problems === 1
        ? "1 problem"
        : `${showCount(problems)} problems`;
  return `${found} in ${files}\n`;
}
