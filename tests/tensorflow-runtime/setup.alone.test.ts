import { once } from "node:events";
import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  rmSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pythonEnvironment } from "../../scripts/python-env.mjs";
import { tensorflowEnvironment } from "../../scripts/tensorflow-env.mjs";
import { driftgraph, type Ended, start } from "../cli/command.ts";

// Where libtensorflow can be set up at all, all of this must work. Each test goes on from what the one
// before left, as a user would who repeats the command.
const environment = await tensorflowEnvironment();
const python = await pythonEnvironment();

const NOWHERE = "http://127.0.0.1:1";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), "driftgraph-setup-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function setup(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  return driftgraph(["setup", "tensorflow", ...args], options(env));
}

function options(env: Readonly<Record<string, string>> = {}) {
  return {
    cwd: folder,
    env: { XDG_CACHE_HOME: folder, TFJS_NODE_CDN_STORAGE: `${NOWHERE}/`, ...env },
  };
}

/** What is in the cache folder that could be taken for an installation. */
function installations(): string[] {
  const cache = path.join(folder, "driftgraph");
  return existsSync(cache)
    ? readdirSync(cache).filter((name) => !/\.(lock|partial)$/.test(name))
    : [];
}

function expectRefused({ code, out, err }: Ended, ...parts: readonly string[]): void {
  for (const part of parts) expect(err).toContain(part);
  expect(err).not.toContain("defect");
  expect({ code, out }).toEqual({ code: 1, out: "" });
  expect(installations()).toEqual([]);
}

describe.skipIf("skip" in environment || "skip" in python)("driftgraph setup tensorflow", () => {
  const interpreter = "python" in python ? python.python : "";

  it("says what to do when npm reaches no registry", async () => {
    const cache = path.join(folder, "npm");
    const offline = {
      npm_config_registry: NOWHERE,
      npm_config_cache: cache,
      npm_config_fetch_retries: "0",
    };
    expectRefused(
      await setup([], offline),
      "npm could not install @tensorflow/tfjs-node",
      "behind a firewall",
      "run driftgraph setup tensorflow again",
    );
    expectRefused(
      await setup(["--check"]),
      "libtensorflow is not set up",
      "driftgraph setup tensorflow",
    );
  }, 60_000);

  it("says what to do when neither the installer's bucket nor PyPI is reached", async () => {
    const ended = await setup([], {
      PIP_INDEX_URL: NOWHERE,
      PIP_RETRIES: "0",
      PIP_NO_CACHE_DIR: "1",
    });
    expectRefused(
      ended,
      "127.0.0.1:1 can't be reached",
      "pip could not download tensorflow",
      "--from PYTHON",
    );
  }, 120_000);

  it("says what is missing to compile, before anything large is downloaded", async () => {
    const ended = await setup([], { CXX: "/no/such/compiler" });
    expectRefused(ended, "/no/such/compiler can't be run", "Install a C++ compiler");
    expect(ended.err).toContain("Going on with a setup that was interrupted");
    expect(ended.err).not.toContain("Downloading");
  }, 60_000);

  it("refuses a library that isn't what its wheel's checksum says", async () => {
    const site = path.join(folder, "site");
    mkdirSync(path.join(site, "tensorflow"), { recursive: true });
    mkdirSync(path.join(site, "tensorflow_cpu-2.21.0.dist-info"));
    const names = ["libtensorflow_cc.so.2", "libtensorflow_framework.so.2"];
    for (const name of names) writeFileSync(path.join(site, "tensorflow", name), "damaged");
    const record = names.map((name) => `tensorflow/${name},sha256=${"A".repeat(43)},7\n`).join("");
    writeFileSync(path.join(site, "tensorflow_cpu-2.21.0.dist-info", "RECORD"), record);
    const fake = path.join(folder, "fake-python");
    writeFileSync(fake, `#!/bin/sh\necho ${site}\n`);
    chmodSync(fake, 0o755);
    expectRefused(await setup(["--from", fake]), "its checksum differs", "--force");
  }, 60_000);

  it("refuses a Python without TensorFlow", async () => {
    expectRefused(await setup(["--from", "/no/such/python"]), "/no/such/python has no TensorFlow");
  }, 60_000);

  it("leaves nothing half-installed when it is killed, and two at once then finish it", async () => {
    const { child, ended } = start(["setup", "tensorflow", "--from", interpreter], options());
    child.stderr?.on("data", (text: string) => {
      if (text.includes("Compiling")) child.kill("SIGKILL");
    });
    await once(child, "exit");
    await ended;
    expectRefused(await setup(["--check"]), "libtensorflow is not set up");

    const both = await Promise.all([
      setup(["--from", interpreter]),
      setup(["--from", interpreter]),
    ]);
    for (const { code, out } of both) {
      expect(out).toContain("libtensorflow 2.21.0, from an installed TensorFlow, is in");
      expect(code).toBe(0);
    }
    // One of them did the work, with the packages that were there, and the other waited.
    const told = both.map(({ err }) => err).join("");
    expect(told.match(/Compiling/g)).toHaveLength(1);
    expect(told).not.toContain("Installing");
    expect(installations()).toHaveLength(1);
  }, 180_000);

  it("finds what is there, without a network", async () => {
    const { code, out, err } = await setup([], {
      npm_config_registry: NOWHERE,
      PIP_INDEX_URL: NOWHERE,
    });
    expect(out).toContain("libtensorflow 2.21.0");
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect((await setup(["--check"])).out).toBe(out);
  }, 60_000);

  it("notices a file that was changed or cut off afterwards", async () => {
    const [name = ""] = installations();
    const tfjsNode = path.join(folder, "driftgraph", name, "node_modules/@tensorflow/tfjs-node");
    const addon = path.join(tfjsNode, "lib/napi-v8/tfjs_binding.node");
    const file = openSync(addon, "r+");
    writeSync(file, "?", 0);
    closeSync(file);
    const changed = await setup(["--check"]);
    expect(changed.err).toContain("tfjs_binding.node");
    expect(changed.err).toContain("--force sets it up afresh");
    expect(changed.code).toBe(1);
    // A run doesn't look through 850 MB first; what it then fails with leads there.
    const run = ["run", "switch", "--backend", "tensorflow", "--paths", "100"];
    expect((await driftgraph(run, options())).err).toContain("driftgraph setup tensorflow --check");
    truncateSync(addon, 1000);
    expect((await setup(["--check"])).err).toContain("libtensorflow is not set up");
  }, 60_000);
});
