import { copyFile, link, mkdir, readdir, readFile, rm, symlink } from "node:fs/promises";
import path from "node:path";
import { run } from "./command.ts";
import { sha256Of } from "./installation.ts";
import { SetupError } from "./setup-error.ts";

/** The libraries of a TensorFlow wheel, and the names by which the addon is linked to them. */
const LIBRARIES = {
  "libtensorflow_cc.so.2": "libtensorflow.so",
  "libtensorflow_framework.so.2": "libtensorflow_framework.so",
} as const;

const FIND_SITE = `
import importlib.util, os
spec = importlib.util.find_spec("tensorflow")
print(os.path.dirname(spec.submodule_search_locations[0]) if spec else "")
`;

/**
 * The folder of packages in which a Python has TensorFlow.
 *
 * @throws SetupError if it has none with a C library.
 */
export async function siteOf(python: string, cwd: string): Promise<string> {
  const { code, output } = await run([python, "-c", FIND_SITE], { cwd });
  const site = output.trim();
  const names: string[] = await readdir(path.join(site, "tensorflow")).catch(() => []);
  if (code === 0 && site !== "" && Object.keys(LIBRARIES).every((name) => names.includes(name))) {
    return site;
  }
  throw new SetupError(
    `${python} has no TensorFlow whose library can be used`,
    "Install TensorFlow 2.21 there (pip install tensorflow-cpu), or leave --from away.",
  );
}

/**
 * Takes the libraries and headers of an unpacked or installed TensorFlow wheel into tfjs-node's folder.
 *
 * @throws SetupError if a library isn't what the wheel's own record of checksums says.
 */
export async function takeLibraries(site: string, tfjsNode: string): Promise<void> {
  const checksums = await recordedChecksums(site);
  const folder = path.join(tfjsNode, "deps", "lib");
  await rm(path.join(tfjsNode, "deps"), { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const [name, alias] of Object.entries(LIBRARIES)) {
    const source = path.join(site, "tensorflow", name);
    await requireChecksum(source, checksums.get(`tensorflow/${name}`));
    await linkOrCopy(source, path.join(folder, name));
    await symlink(name, path.join(folder, alias));
  }
  await symlink(path.join(site, "tensorflow", "include"), path.join(tfjsNode, "deps", "include"));
}

/** The SHA-256 of each file of TensorFlow's wheel, in the URL-safe base64 of wheels. */
async function recordedChecksums(site: string): Promise<Map<string, string>> {
  const folders = await readdir(site);
  const info = folders.find((name) => /^tensorflow(_cpu)?-[\d.]+\.dist-info$/.test(name));
  const record = await readFile(path.join(site, info ?? "", "RECORD"), "utf8").catch(() => "");
  const lines = record.split(/\r?\n/).map((line) => /^(.+),sha256=([\w-]+),\d+$/.exec(line));
  return new Map(lines.flatMap((match) => (match ? [[match[1] ?? "", match[2] ?? ""]] : [])));
}

async function requireChecksum(file: string, expected: string | undefined): Promise<void> {
  const found = Buffer.from(await sha256Of(file), "hex").toString("base64url");
  if (found === expected) return;
  throw new SetupError(
    `${file} is not what TensorFlow's wheel says it is: its checksum differs`,
    "Run driftgraph setup tensorflow --force to start afresh; if --from was given, reinstall TensorFlow there.",
  );
}

/** A second name for the same bytes where that is possible: the library takes 850 MB. */
async function linkOrCopy(source: string, target: string): Promise<void> {
  await link(source, target).catch(() => copyFile(source, target));
}
