import { copyFile } from "node:fs/promises";
import path from "node:path";
import { packageRoot } from "../package-root.ts";
import { mustRun } from "./command.ts";
import type { Stage } from "./stage.ts";
import { npmCommand } from "./tools.ts";

/**
 * Installs `@tensorflow/tfjs-node` and node-gyp into the stage, exactly as locked, whose integrity npm checks.
 *
 * Without their install scripts: what those do is done step by step here, so that it can fail and be repeated.
 */
export async function installPackages({ folder }: Stage): Promise<void> {
  for (const file of ["package.json", "package-lock.json"]) {
    const source = new URL(`libtensorflow/${file}`, packageRoot());
    await copyFile(source, path.join(folder, file));
  }
  const options = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  await mustRun([...npmCommand(), "ci", ...options], {
    cwd: folder,
    what: "npm could not install @tensorflow/tfjs-node",
    hint:
      "If this machine is offline or behind a firewall, connect it or point npm to a registry that it reaches\n" +
      "(npm config set registry URL), then run driftgraph setup tensorflow again.",
  });
}
