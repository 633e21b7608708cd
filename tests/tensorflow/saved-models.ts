import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { TensorFlowProgram } from "@driftgraph/tensorflow";
import { writeSavedModel } from "@driftgraph/tensorflow/node";

const run = promisify(execFile);
const SCRIPT = fileURLToPath(new URL("run_saved_models.py", import.meta.url));

/** A program to run in Python's TensorFlow, once. */
export interface SavedModelJob {
  readonly program: TensorFlowProgram;
  readonly signature: "serving_default" | "with_defaults";
  readonly inputs: Readonly<Record<string, Nested>>;
  readonly outputs: readonly string[];
}

/** A tensor as nested lists; null is a number that isn't finite. */
export type Nested = number | null | readonly Nested[];

/** Runs SavedModels in one process of Python's TensorFlow. */
export async function runSavedModels(
  python: string,
  jobs: readonly SavedModelJob[],
): Promise<Readonly<Record<string, Nested>>[]> {
  const root = await mkdtemp(path.join(tmpdir(), "driftgraph-saved-models-"));
  try {
    const list = await Promise.all(
      jobs.map(async ({ program, ...rest }, i) => {
        const folder = path.join(root, String(i));
        await writeSavedModel(folder, program);
        return { folder, ...rest };
      }),
    );
    const file = path.join(root, "jobs.json");
    await writeFile(file, JSON.stringify(list));
    const { stdout } = await run(python, [SCRIPT, file], { maxBuffer: 1 << 28 });
    return JSON.parse(stdout.trim().split("\n").at(-1) ?? "");
  } finally {
    await rm(root, { recursive: true, force: true });
  }
}

/** A tensor's numbers in order. */
export function numbersOf(tensor: Nested | undefined): number[] {
  if (Array.isArray(tensor)) return tensor.flatMap(numbersOf);
  return [typeof tensor === "number" ? tensor : Number.NaN];
}
