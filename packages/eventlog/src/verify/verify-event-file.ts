import type { LogFile } from "../log/log-collection.ts";
import { type LogProblem, MOST_PROBLEMS } from "../read/problem.ts";
import { readEvents } from "../read/read-events.ts";
import type { RecordReaderOptions } from "../read/record-reader.ts";
import { type Finding, type FindingCode, severityOf } from "./finding.ts";
import type { Rule } from "./rule.ts";
import { RULES } from "./rules.ts";

/** What was found in one file. */
export interface Verification {
  readonly path: string;
  /** Events that could be read. */
  readonly events: number;
  /** In the order of the file; at most 1000 of `findingCount`. */
  readonly findings: readonly Finding[];
  readonly findingCount: number;
}

/**
 * Checks one event file: its bytes, and each of the known traps of TensorBoard.
 *
 * Nothing in the file makes it reject; a source that can't be read is a finding.
 */
export async function verifyEventFile(
  file: LogFile,
  options: RecordReaderOptions = {},
): Promise<Verification> {
  return await verifyWith(
    RULES.map((rule) => rule()),
    file,
    options,
  );
}

/** Checks the files of one run, in their order: a tag or a second graph counts across its files. */
export async function verifyRun(
  files: readonly LogFile[],
  options: RecordReaderOptions = {},
): Promise<readonly Verification[]> {
  const rules = RULES.map((rule) => rule());
  const results: Verification[] = [];
  for (const file of files) results.push(await verifyWith(rules, file, options));
  return results;
}

async function verifyWith(
  rules: readonly Rule[],
  { path, source }: LogFile,
  options: RecordReaderOptions,
): Promise<Verification> {
  const findings: Finding[] = [];
  let findingCount = 0;
  let events = 0;
  const add = (code: FindingCode, offset: number, message: string) => {
    findingCount++;
    if (findings.length >= MOST_PROBLEMS) return;
    findings.push({ code, severity: severityOf(code), offset, message });
  };
  const reportAt = (offset: number) => (code: FindingCode, message: string) =>
    add(code, offset, message);
  try {
    const baseName = path.slice(path.lastIndexOf("/") + 1);
    for (const rule of rules) rule.file?.(baseName, reportAt(0));
    const onProblem = ({ code, offset, message }: LogProblem) => add(code, offset, message);
    for await (const { event, offset } of readEvents(source, { ...options, onProblem })) {
      events++;
      for (const rule of rules) rule.event?.(event, reportAt(offset));
    }
    for (const rule of rules) rule.end?.(reportAt(0));
  } catch (error) {
    add("unreadable", 0, error instanceof Error ? error.message : String(error));
  }
  findings.sort((a, b) => a.offset - b.offset);
  return { path, events, findings, findingCount };
}
