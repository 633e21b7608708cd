import { existsSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { run, withNode } from "./command.mjs";
import { findPnpm, pnpm } from "./pnpm.mjs";
import { ROOT, toolPath } from "./workspace.mjs";

/** Installs exactly what the lockfile says. Silent unless it fails or is the first time. */
export async function installDependencies() {
  if (!existsSync(path.join(ROOT, "node_modules"))) console.error("Installing dependencies");
  const { code, output } = await pnpm(["install", "--frozen-lockfile"]);
  if (code !== 0) fail("The dependencies could not be installed", output, code);
}

/** Builds every package that has changed since its last build, in the order of their layers. */
export async function buildPackages() {
  const env = {
    ...(await findPnpm()).env,
    TURBO_TELEMETRY_DISABLED: "1",
    TURBO_NO_UPDATE_NOTIFIER: "1",
    TURBO_PRINT_VERSION_DISABLED: "1",
    DO_NOT_TRACK: "1",
  };
  const command = [toolPath("turbo"), "run", "build", "--output-logs=errors-only", "--ui=stream"];
  const { code, output } = await run(withNode(command), { env });
  if (code !== 0) fail("The build failed", output, code);
}

/** What every root command starts with: dependencies as locked, packages built. */
export async function prepare() {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    console.error(`Driftgraph needs Node 20.19 or newer; this is ${process.versions.node}`);
    process.exit(1);
  }
  await installDependencies();
  await buildPackages();
}

/**
 * @param {string} message
 * @param {string} output
 * @param {number} code
 * @returns {never}
 */
function fail(message, output, code) {
  process.stderr.write(output);
  console.error(`${message}; see above`);
  process.exit(code);
}
