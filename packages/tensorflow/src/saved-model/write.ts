import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import type { TensorFlowProgram } from "../lower/program.ts";
import { savedModelFiles } from "./saved-model.ts";

/** Writes a program as a SavedModel into a folder, which is made if it isn't there. */
export async function writeSavedModel(folder: string, program: TensorFlowProgram): Promise<void> {
  for (const [name, bytes] of savedModelFiles(program)) {
    const target = path.join(folder, name);
    await mkdir(name.endsWith("/") ? target : path.dirname(target), { recursive: true });
    if (!name.endsWith("/")) await writeFile(target, bytes);
  }
}
