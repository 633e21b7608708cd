import { existsSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { run, withNode } from "./command.mjs";
import { findPnpm, pnpm } from "./pnpm.mjs";
import { ROOT, toolPath } from "./workspace.mjs";

/**
 * What every root command starts with: dependencies as locked, packages built. Silent unless it fails or
 * is the first time.
 *
 * @returns {Promise<boolean>} whether all went well; if not, why is on standard error
 */
export async function prepare() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    console.error(`Driftgraph needs Node 20.19 or newer; this is ${process.versions.node}`);
    return false;
  }
  return (await installDependencies()) && (await buildPackages());
}

/** Installs exactly what the lockfile says. */
async function installDependencies() {
  if (!existsSync(path.join(ROOT, "node_modules"))) console.error("Installing dependencies");
  const outcome = await pnpm(["install", "--frozen-lockfile"]);
  return succeeded("The dependencies could not be installed", outcome);
}

/** Builds every package that has changed since its last build, in the order of their layers. */
async function buildPackages() {
  const env = {
    ...(await findPnpm()).env,
    TURBO_TELEMETRY_DISABLED: "1",
    TURBO_NO_UPDATE_NOTIFIER: "1",
    TURBO_PRINT_VERSION_DISABLED: "1",
    DO_NOT_TRACK: "1",
  };
  const command = [toolPath("turbo"), "run", "build", "--output-logs=errors-only", "--ui=stream"];
  return succeeded("The build failed", await run(withNode(command), { env }));
}

/**
 * @param {string} message
 * @param {import("./command.mjs").Outcome} outcome
 */
function succeeded(message, { code, output }) {
  if (code === 0) return true;
  process.stderr.write(output);
  console.error(`${message}; see above`);
  return false;
}
