import { mkdtemp, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Packed, packPublished } from "../../scripts/pack.mjs";
import { ROOT, toolPath } from "../../scripts/workspace.mjs";
import { type Installation, install, write } from "./installation.ts";

const PATHS = 20_000;

/** The Ornstein–Uhlenbeck process, whose mean and variance are known. */
const LIBRARY_USE = `
import { defineModel, simulate } from "@driftgraph/core";

const model = defineModel({
  name: "ornstein-uhlenbeck",
  interpretation: "ito",
  parameters: { theta: 2, sigma: 0.5 },
  state: { x: 1 },
  drift: { x: "-theta*x" },
  diffusion: { x: "sigma" },
});
const run = await simulate(model, { paths: ${PATHS}, tEnd: 1, dt: 1 / 64, seed: 7 });
const [x] = run.ensembles[0].series;
console.log(JSON.stringify({ mean: x.mean.at(-1), variance: x.variance.at(-1) }));
`;

const MODEL_FILE = `
import { defineModel } from "@driftgraph/core";

export default defineModel({
  name: "decay",
  interpretation: "ito",
  parameters: { k: 1 },
  state: { x: 10 },
  drift: { x: "-k*x" },
  diffusion: { x: "0.1*x" },
});
`;

/** What needs nothing of Node, and so none of its types. */
const BROWSER_USE = `
import { defineModel, type Run, simulate } from "@driftgraph/core";
import * as eventlog from "@driftgraph/eventlog";
import { findModel } from "@driftgraph/models";
import * as viewer from "@driftgraph/viewer";

const run: Run = await simulate(findModel("switch"), { paths: 1 });
const mean: number | undefined = run.ensembles[0]?.series[0]?.mean[0];
export { eventlog, mean, viewer };

export const model = defineModel({
  name: "misspelt",
  interpretation: "ito",
  parameters: { k: 1 },
  state: { x: 10 },
  // @ts-expect-error there is no species y
  drift: { y: "-k*x" },
  diffusion: { x: 0 },
});
`;

const NODE_USE = `
export * as eventlog from "@driftgraph/eventlog/node";
export * as server from "@driftgraph/viewer/server";
export { main } from "driftgraph";
`;

let tarballs: string;
let packed: readonly Packed[];
let user: Installation;

beforeAll(async () => {
  tarballs = await mkdtemp(path.join(os.tmpdir(), "driftgraph-tarballs-"));
  packed = await packPublished(tarballs);
  user = await install(packed);
}, 300_000);

afterAll(async () => {
  await user?.remove();
  await rm(tarballs, { recursive: true, force: true });
});

describe("the packed packages", () => {
  it("hold what a user runs, and nothing else", () => {
    const lists = packed.map(({ name, files }) => [
      name,
      ...new Set(files.filter(isRun).map(withoutHash)),
    ]);
    expect(lists).toMatchSnapshot();
  });

  it("hold the source behind every declaration", () => {
    for (const { files } of packed) {
      const held = new Set(files);
      const sources = files
        .filter((file) => file.startsWith("dist/types/") && file.endsWith(".d.ts"))
        .map((file) => file.replace("dist/types/", "src/").replace(/\.d\.ts$/, ".ts"));
      expect(sources.filter((file) => !held.has(file) && !held.has(`${file}x`))).toEqual([]);
    }
  });

  it("depend on each other at their exact version, never on the workspace", async () => {
    const printed = await user.node(await script("manifests.mjs", PRINT_DEPENDENCIES));
    expect(printed).not.toContain("workspace:");
  });
});

describe("in an empty folder, where the packed packages are installed", () => {
  it("npx driftgraph runs a built-in model", async () => {
    const printed = await user.npx("driftgraph", ...quick("switch"));
    expect(JSON.parse(printed)).toMatchObject({ model: "switch", paths: 1000, backend: "wasm" });
  }, 60_000);

  it("npx driftgraph runs a model file", async () => {
    await write(user.folder, "decay.ts", MODEL_FILE);
    const printed = await user.npx("driftgraph", ...quick("./decay.ts"), "--t-end", "1");
    expect(JSON.parse(printed)).toMatchObject({ model: "decay", paths: 1000, tEnd: 1 });
  }, 60_000);

  it.each([
    { host: "a browser", use: BROWSER_USE, resolution: "bundler", types: [] },
    { host: "a browser", use: BROWSER_USE, resolution: "nodenext", types: [] },
    { host: "Node", use: NODE_USE, resolution: "nodenext", types: ["node"] },
  ])(
    "has whole types in $host, by module resolution $resolution",
    async (project) => {
      expect(await typeErrors(project)).toBe("");
    },
    60_000,
  );

  it("simulate is a library function whose numbers are right", async () => {
    const printed = await user.node(await script("library.mjs", LIBRARY_USE));
    const { mean, variance } = JSON.parse(printed);
    // Euler's recursion x ← (1 − θh)x + σ√h·ξ has these moments exactly; five standard errors: one false alarm in 1.7 million.
    const h = 1 / 64;
    const factor = (1 - 2 * h) ** 64;
    const exact = (0.25 * h * (1 - factor ** 2)) / (1 - (1 - 2 * h) ** 2);
    expect(Math.abs(mean - factor)).toBeLessThan(5 * Math.sqrt(exact / PATHS));
    expect(Math.abs(variance - exact)).toBeLessThan(5 * exact * Math.sqrt(2 / PATHS));
  }, 60_000);
});

const PRINT_DEPENDENCIES = `
import { readFileSync } from "node:fs";

for (const name of ["driftgraph", "@driftgraph/core", "@driftgraph/models", "@driftgraph/viewer"]) {
  console.log(readFileSync(new URL(\`./node_modules/\${name}/package.json\`, import.meta.url), "utf8"));
}
`;

/** What tsc says about a strict project that uses the packages; their declarations are checked, too. */
async function typeErrors(project: {
  readonly use: string;
  readonly resolution: string;
  readonly types: readonly string[];
}): Promise<string> {
  const compilerOptions = {
    ...{
      strict: true,
      noEmit: true,
      target: "es2023",
      lib: ["es2023", "dom"],
      skipLibCheck: false,
    },
    module: project.resolution === "nodenext" ? "nodenext" : "esnext",
    moduleResolution: project.resolution,
    types: project.types,
    typeRoots: [path.join(ROOT, "node_modules", "@types")],
  };
  await write(user.folder, "use.ts", project.use);
  const config = JSON.stringify({ compilerOptions, files: ["use.ts"] });
  await write(user.folder, "tsconfig.json", config);
  return user
    .node(toolPath("typescript", "tsc"))
    .catch((error: unknown) =>
      error instanceof Error && "stdout" in error ? String(error.stdout) : String(error),
    );
}

function quick(model: string): string[] {
  return ["run", model, "--paths", "1000", "--seed", "1", "--logdir", "runs", "--json"];
}

async function script(file: string, text: string): Promise<string> {
  await write(user.folder, file, text);
  return file;
}

/** Sources, declarations and source maps mirror the source tree; a list of them would only repeat it. */
function isRun(file: string): boolean {
  return !/^(src|dist\/types)\/|\.map$/.test(file);
}

/** Shared chunks are named by their content. */
function withoutHash(file: string): string {
  return file.replace(/-[A-Z0-9]{8}\.js/, "-HASH.js");
}
