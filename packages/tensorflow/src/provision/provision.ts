import { randomUUID } from "node:crypto";
import { readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { buildAddon } from "./addon.ts";
import {
  findInstallation,
  type Installation,
  type InstalledFile,
  installationFolder,
  NAPI_VERSION,
  recordFile,
  type Source,
  sha256Of,
  tfjsNodeFolder,
} from "./installation.ts";
import { runInstaller } from "./installer.ts";
import { locked } from "./lock.ts";
import { installPackages } from "./packages.ts";
import { probe } from "./probe.ts";
import { siteOf, takeLibraries } from "./python-library.ts";
import { once, openStage, type Reporter, type Stage } from "./stage.ts";
import { findPython, requireCompiler } from "./tools.ts";
import { fetchWheel, wheelHere } from "./wheel.ts";

/** How libtensorflow is set up. */
export interface ProvisionOptions {
  readonly reporter: Reporter;
  /** Whether to start afresh, even if there is an installation. */
  readonly force?: boolean;
  /**
   * Where libtensorflow comes from: `installer` (tfjs-node's own), `wheel` (from PyPI), or the path of a
   * Python that has TensorFlow. By default the first, and where that fails, the second.
   */
  readonly from?: string;
}

/**
 * Sets libtensorflow and tfjs-node up in the user's cache folder; does nothing if they are there.
 *
 * All is made and tried in a folder beside, and moved to its place when it's whole. Several processes
 * may do this at once: one does it, and the others wait.
 *
 * @throws SetupError that says what is missing and what to do.
 */
export async function provision(options: ProvisionOptions): Promise<Installation> {
  const { reporter, force = false } = options;
  const folder = installationFolder();
  const present = force ? undefined : findInstallation(folder);
  if (present) return present;
  const wait = (): void => reporter.step("Another process is setting libtensorflow up: waiting");
  return locked(`${folder}.lock`, () => install(folder, options), wait);
}

async function install(folder: string, options: ProvisionOptions): Promise<Installation> {
  const { reporter, force = false } = options;
  // Another process may have finished it meanwhile.
  const present = force ? undefined : findInstallation(folder);
  if (present) return present;
  const stage = await openStage(`${folder}.partial`, reporter, force);
  // Before anything is downloaded, since it may be misspelt.
  if (isPython(options.from)) await siteOf(options.from, stage.folder);
  await once(stage, "packages", "Installing @tensorflow/tfjs-node with npm", () =>
    installPackages(stage),
  );
  const source = await provideLibrary(stage, options.from);
  reporter.step("Trying it out");
  const tensorflow = await probe(stage.folder);
  const record = { tensorflow, source, files: await filesOf(stage.folder) };
  await writeFile(recordFile(stage.folder), `${JSON.stringify(record, undefined, 2)}\n`);
  // As late as possible: an interrupted setup goes on with them.
  await dropLeftovers(stage.folder);
  await moveInto(stage.folder, folder);
  return { ...record, folder };
}

/** Brings the library and the addon by the way that was asked for, or by the first that works. */
async function provideLibrary(stage: Stage, from: string | undefined): Promise<Source> {
  if (from === undefined || from === "installer") {
    stage.reporter.step("Running tfjs-node's own installer");
    const failure = await runInstaller(stage);
    if (failure === undefined) return "installer";
    stage.reporter.step(`  that didn't work: ${failure}`);
  }
  const { folder } = stage;
  await requireCompiler(folder);
  const site = isPython(from) ? await siteOf(from, folder) : await wheelSite(stage);
  stage.reporter.step("Checking libtensorflow's checksums");
  await takeLibraries(site, tfjsNodeFolder(folder));
  stage.reporter.step("Compiling the addon");
  await buildAddon(stage);
  return isPython(from) ? "python" : "wheel";
}

/** Whether the library comes from a Python: what is no other source is the path of one. */
function isPython(from: string | undefined): from is string {
  return from !== undefined && from !== "installer" && from !== "wheel";
}

async function wheelSite(stage: Stage): Promise<string> {
  const site = path.join(stage.folder, "site");
  const { requirement } = wheelHere();
  const python = await findPython(stage.folder);
  await once(stage, "wheel", `Downloading ${requirement} from PyPI (270 MB)`, () =>
    fetchWheel(stage, python, site),
  );
  return site;
}

/** Removes what was only needed to build, and source maps, which are two thirds of the packages. */
async function dropLeftovers(folder: string): Promise<void> {
  const tfjsNode = tfjsNodeFolder(folder);
  const names = await readdir(folder, { recursive: true });
  const maps = names.filter((name) => name.startsWith("node_modules") && name.endsWith(".map"));
  const marks = names.filter((name) => name.startsWith(".finished-"));
  const leftovers = [
    // The marks first: they say that the others are there.
    ...[...marks, "site", "wheel", "requirements.txt", ...maps].map((name) =>
      path.join(folder, name),
    ),
    ...["build", path.join("deps", "include")].map((name) => path.join(tfjsNode, name)),
  ];
  for (const leftover of leftovers) await rm(leftover, { recursive: true, force: true });
}

/** The addon and the libraries, with their checksums. */
async function filesOf(folder: string): Promise<InstalledFile[]> {
  const files: InstalledFile[] = [];
  for (const below of [path.join("lib", `napi-v${NAPI_VERSION}`), path.join("deps", "lib")]) {
    const parent = path.join(tfjsNodeFolder(folder), below);
    for (const entry of await readdir(parent, { withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const file = path.join(parent, entry.name);
      const { size } = await stat(file);
      const relative = path.relative(folder, file).split(path.sep).join("/");
      files.push({ path: relative, bytes: size, sha256: await sha256Of(file) });
    }
  }
  return files;
}

/** Moves a whole installation to its place. A process that uses an older one there keeps its files open. */
async function moveInto(stage: string, folder: string): Promise<void> {
  const old = `${folder}.old-${randomUUID()}`;
  await rename(folder, old).catch(() => undefined);
  await rename(stage, folder);
  await rm(old, { recursive: true, force: true });
}
