import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { driftgraph, emptyFolder } from "./command.ts";

const cwd = emptyFolder();

describe("a refused command", () => {
  it.each([
    [["run", "swich"], 'Did you mean "switch"?'],
    [["run", "switch", "--scheme", "euler-maruyma"], 'Did you mean "euler-maruyama"?'],
    [["run", "switch", "--pahts", "10"], "Did you mean --paths?"],
    [["insepct", "switch"], "Did you mean inspect?"],
    [["run"], "run needs a MODEL"],
    [["run", "switch", "--paths", "0"], "paths is 0, expected"],
    [["run", "switch", "--paths", "many"], '--paths is "many", expected a number'],
    [["run", "switch", "--dt", "0"], "dt is 0, expected a positive number"],
    [["run", "switch", "--dt", "-0.1"], "dt is -0.1, expected a positive number"],
    [["run", "switch", "--t-end", "1", "--dt", "0.3"], "dt = 0.3 doesn't divide t-end = 1"],
    [
      ["run", "switch", "--every", "0.25", "--dt", "0.1"],
      "every is 0.25, expected a multiple of dt = 0.1",
    ],
    [["run", "switch", "--set", "nope=1"], 'unknown parameter "nope"'],
    [["run", "switch", "--set", "K"], "expected name=value"],
    [["run", "switch", "--init", "nope=1"], 'unknown species "nope"'],
    [["run", "switch", "--sweep", "K=1:2"], "expected name=from:to:count"],
    [["run", "switch", "--sweep", "nope=1:2:3"], 'unknown parameter "nope"'],
    [["run", "switch", "--dtype", "float16"], "expected float32 or float64"],
    [["run", "switch", "--backend", "gpu"], "expected wasm, tensorflow or interpreter"],
    [["run", "switch", "--threads", "0"], "--threads is 0, expected"],
    [["run", "switch", "--seed", "-1"], '--seed is "-1", expected a whole number'],
    [["run", "switch", "--seed", "18446744073709551616"], "seed is 18446744073709551616"],
    [["run", "switch", "--save", "everything"], "expected trajectories or trajectories:T"],
    [["run", "switch", "--save", "trajectories:0.15", "--dt", "0.1"], "is no multiple of 0.1"],
    [["run", "switch", "--save", "trajectories", "--paths", "3000000000"], "of memory can be used"],
    [["run", "switch", "--name", "../out"], "expected the name of a folder below the logdir"],
    [["run", "missing.ts"], "there is no file missing.ts"],
    [["run", "./folder"], "is a folder, expected a model file"],
    [["run", "notes.txt"], "unknown model"],
    [["run", "./notes.txt"], "can't be a model file"],
    [["graph", "switch", "--format", "png"], "expected text, dot, pbtxt or svg"],
    [["inspect", "nowhere"], "there is no run nowhere"],
    [["verify", "nowhere"], "there is no file or folder nowhere"],
    [["export", "nowhere", "--csv", "a.csv"], "there is no run nowhere"],
    [["export", "nowhere"], "export needs --csv, --npy or --zarr"],
    [["view", "nowhere"], "there is no folder nowhere"],
    [["view", ".", "--port", "99999"], "--port is 99999"],
    [["completion", "tcsh"], "expected bash, zsh, fish or powershell"],
    [["--verison"], "Did you mean --version?"],
  ])("%j says why, writes nothing and ends with 2", async (args, message) => {
    mkdirSync(path.join(cwd, "folder"), { recursive: true });
    writeFileSync(path.join(cwd, "notes.txt"), "");
    const { code, out, err } = await driftgraph(args, { cwd });
    expect(err).toContain(message);
    expect(err).toMatch(/^error: /);
    expect(err).not.toMatch(/^ +at .*\.(js|mjs|ts):\d+/m);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(readdirSync(cwd).sort()).toEqual(["folder", "notes.txt"]);
  });

  it("shows its stack with DEBUG=driftgraph", async () => {
    const { code, err } = await driftgraph(["run", "swich"], { cwd, env: { DEBUG: "driftgraph" } });
    expect(code).toBe(2);
    expect(err).toMatch(/^ +at .*\.js:\d+/m);
  });

  it("never overwrites a run", async () => {
    const logdir = path.join(cwd, "folder");
    const args = [
      "run",
      "switch",
      "--paths",
      "300",
      "--t-end",
      "1",
      "--logdir",
      logdir,
      "--name",
      "mine",
      "-q",
    ];
    expect((await driftgraph(args, { cwd })).code).toBe(0);
    const before = readdirSync(path.join(logdir, "mine"));
    const { code, err } = await driftgraph(args, { cwd });
    expect(code).toBe(2);
    expect(err).toContain('there is a run "mine"');
    expect(readdirSync(path.join(logdir, "mine"))).toEqual(before);
  });
});

describe("help", () => {
  it.each([[[]], [["--help"]], [["help"]]])(
    "%j lists the commands and the exit codes",
    async (args) => {
      const { code, out } = await driftgraph(args, { cwd });
      expect(code).toBe(0);
      for (const name of [
        "run",
        "models",
        "graph",
        "view",
        "inspect",
        "verify",
        "export",
        "completion",
      ]) {
        expect(out).toMatch(new RegExp(`^ +${name} +\\S`, "m"));
      }
      expect(out).toMatch(/^ +130 +ended by Ctrl-C/m);
    },
  );

  it.each(["run", "models", "graph", "view", "inspect", "verify", "export", "completion"])(
    "driftgraph %s --help shows examples",
    async (name) => {
      const { code, out } = await driftgraph([name, "--help"], { cwd });
      expect(code).toBe(0);
      expect(out).toContain(`driftgraph ${name}`);
      expect(out).toContain("Examples");
    },
  );

  it("tells its version", async () => {
    expect((await driftgraph(["--version"], { cwd })).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
