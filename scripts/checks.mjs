import { mkdtemp, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import { run, withNode } from "./command.mjs";
import { packPublished } from "./pack.mjs";
import { manifestOf, PUBLISHED, ROOT, toolPath } from "./workspace.mjs";

/** All that `tsc` looks at on its own. */
const TYPESCRIPT_PROJECTS = [...PUBLISHED, "apps/vscode", "tests", "scripts", "."];

/** What a published package may hold, beside its manifest. */
const PACKED =
  /^(package\.json|README\.md|LICENSE|THIRD_PARTY\.md|bin\/.+|dist\/.+|src\/.+|proto\/.+\.proto|libtensorflow\/package(-lock)?\.json)$/;
const NOT_PACKED = /\.test\.|\.tsbuildinfo$|(^|\/)(fixtures|__snapshots__)\//;

/**
 * @typedef {object} Check
 * @property {string} name
 * @property {() => Promise<string>} problems what is wrong, for people; empty if nothing is
 */

/**
 * Runs the quick checks, two at a time, and prints a line for each and the problems of those that fail.
 *
 * @returns {Promise<{ passed: number, failed: number }>}
 */
export async function runChecks() {
  const folder = await mkdtemp(path.join(os.tmpdir(), "driftgraph-pack-"));
  try {
    const checks = [...sourceChecks(), ...(await packageChecks(folder))];
    const results = await inPairs(checks);
    const failed = results.filter((passed) => !passed).length;
    return { passed: results.length - failed, failed };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** @returns {Check[]} */
function sourceChecks() {
  return [
    ...TYPESCRIPT_PROJECTS.map((project) => ({
      name: `types of ${project === "." ? "examples" : project}`,
      problems: () => problemsOf([toolPath("typescript", "tsc"), "-p", project]),
    })),
    {
      name: "style, lint and import cycles (Biome)",
      problems: () =>
        problemsOf([
          toolPath("@biomejs/biome", "biome"),
          "ci",
          "--error-on-warnings",
          "--colors=off",
          ".",
        ]),
    },
    {
      name: "layers and cycles (dependency-cruiser)",
      problems: () =>
        problemsOf([
          ...[toolPath("dependency-cruiser", "depcruise"), "--config", ".dependency-cruiser.mjs"],
          ...["packages", "apps", "tests", "scripts", "examples"],
        ]),
    },
    {
      name: "unused files, exports and dependencies (knip)",
      problems: () => problemsOf([toolPath("knip"), "--no-config-hints"]),
    },
  ];
}

/**
 * @param {string} folder for the tarballs
 * @returns {Promise<Check[]>}
 */
async function packageChecks(folder) {
  const packed = await packPublished(folder);
  return packed.flatMap((one) => [
    { name: `publint ${one.name}`, problems: () => publintProblems(one) },
    {
      name: `types as published ${one.name} (attw)`,
      problems: () =>
        problemsOf([
          ...[toolPath("@arethetypeswrong/cli", "attw"), one.tarball],
          // There is no CommonJS to import, and no resolver older than exports maps to serve.
          ...["--profile", "esm-only", "--format", "ascii", "--no-emoji", "--no-color"],
        ]),
    },
    { name: `packed contents of ${one.name}`, problems: async () => contentProblems(one) },
  ]);
}

/** @param {string[]} command a JavaScript file and its arguments */
async function problemsOf(command) {
  const { code, output } = await run(withNode(command));
  return code === 0 ? "" : output.trim() || `exit code ${code}`;
}

/** @param {import("./pack.mjs").Packed} packed */
async function publintProblems({ tarball }) {
  const bytes = await readFile(tarball);
  const { messages, pkg } = await publint({
    strict: true,
    pack: { tarball: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) },
  });
  return messages.map((message) => formatMessage(message, pkg, { color: false })).join("\n");
}

/** @param {import("./pack.mjs").Packed} packed */
function contentProblems({ folder, files }) {
  const unwanted = files.filter((file) => !PACKED.test(file) || NOT_PACKED.test(file));
  const missing = ["README.md", "LICENSE", ...referencedFiles(manifestOf(path.join(ROOT, folder)))]
    .map((file) => file.replace(/^\.\//, ""))
    .filter((file) => !files.includes(file));
  return [
    ...unwanted.map((file) => `does not belong into the package: ${file}`),
    ...missing.map((file) => `is missing from the package: ${file}`),
  ].join("\n");
}

/**
 * Every file that the manifest's `exports`, `imports` and `bin` name.
 *
 * @param {unknown} value
 * @returns {string[]}
 */
function leaves(value) {
  if (typeof value === "string") return value.startsWith("./") ? [value] : [];
  return value === null || typeof value !== "object" ? [] : Object.values(value).flatMap(leaves);
}

/** @param {{ exports?: unknown, imports?: unknown, bin?: unknown }} manifest */
function referencedFiles({ exports, imports, bin }) {
  return leaves([exports, imports, bin]).filter((file) => !file.includes("*"));
}

/**
 * @param {Check[]} checks
 * @returns {Promise<boolean[]>} which passed
 */
async function inPairs(checks) {
  const waiting = [...checks];
  /** @type {boolean[]} */
  const results = [];
  const worker = async () => {
    for (let check = waiting.shift(); check !== undefined; check = waiting.shift()) {
      results.push(await passes(check));
    }
  };
  await Promise.all([worker(), worker()]);
  return results;
}

/** @param {Check} check */
async function passes({ name, problems }) {
  const started = performance.now();
  const found = await problems().catch((error) => String(error));
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${found === "" ? "✓" : "✗"} ${name} (${seconds} s)`);
  if (found !== "") console.log(found);
  return found === "";
}
