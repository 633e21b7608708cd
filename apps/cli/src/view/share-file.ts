import { existsSync, statSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { shareRuns } from "@driftgraph/viewer/server";
import type { Arguments } from "../arguments/parse.ts";
import { UsageError } from "../arguments/usage-error.ts";
import { EXIT, type ExitCode } from "../command.ts";
import { showBytes } from "../terminal/number.ts";
import type { Terminal } from "../terminal/terminal.ts";

const UNITS: Readonly<Record<string, number>> = { "": 1, k: 2 ** 10, m: 2 ** 20, g: 2 ** 30 };

/** Writes a report of runs, and says how large it is and what isn't in it. */
export async function shareFile(args: Arguments, terminal: Terminal): Promise<ExitCode> {
  const folders = args.rest("RUN");
  for (const folder of folders) {
    if (statSync(folder, { throwIfNoEntry: false })?.isDirectory()) continue;
    throw new UsageError(`there is no run ${folder}`, {
      hint: "A run is named by its folder, such as runs/switch-1.",
    });
  }
  const file = args.text("output");
  if (file === undefined) throw new UsageError("share needs -o, with a file to write to");
  if (existsSync(file)) throw new UsageError(`${file} exists already, and is never overwritten`);
  if (!existsSync(path.dirname(path.resolve(file))))
    throw new UsageError(`there is no folder ${path.dirname(file)}`);
  const limit = limitOf(args.text("limit"));
  const title = args.text("title");
  const { html, leftOut } = await shareRuns({
    folders,
    ...(title !== undefined && { title }),
    ...(limit !== undefined && { limit }),
  }).catch((error: unknown) => {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  });
  await writeFile(file, html, { flag: "wx" });
  terminal.out(`${file}: ${showBytes(Buffer.byteLength(html))}, opens in any browser\n`);
  for (const what of leftOut) terminal.out(`left out: ${what}\n`);
  return EXIT.ok;
}

function limitOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const [, number = "", unit = ""] = /^(\d+(?:\.\d+)?)\s*([kmg]?)(?:i?b)?$/i.exec(text) ?? [];
  const bytes = Number(number) * (UNITS[unit.toLowerCase()] ?? Number.NaN);
  if (number !== "" && bytes > 0) return Math.floor(bytes);
  throw new UsageError(`--limit is ${text}, expected a size such as 5MB or 800k`);
}
