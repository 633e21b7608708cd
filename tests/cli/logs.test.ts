import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { COMMAND, driftgraph, emptyFolder } from "./command.ts";

const cwd = emptyFolder();
beforeAll(async () => {
  const { code } = await driftgraph(
    ["run", "switch", "--paths", "600", "--t-end", "2", "--dt", "0.1", "--name", "one", "-q"],
    { cwd },
  );
  expect(code).toBe(0);
});

describe("driftgraph inspect", () => {
  it("prints exactly what is documented, as JSON", async () => {
    const { code, out } = await driftgraph(["inspect", "runs/one", "--json"], { cwd });
    expect(code).toBe(0);
    const contents = JSON.parse(out);
    expect(Object.keys(contents)).toEqual([
      "files",
      "events",
      "graphs",
      "scalars",
      "histograms",
      "runMetadata",
      "problems",
    ]);
    expect(contents.files).toEqual([
      {
        path: expect.stringContaining("tfevents"),
        bytes: expect.any(Number),
        records: contents.events,
        problems: [],
      },
    ]);
    expect(contents.graphs.length).toBeGreaterThanOrEqual(2);
    for (const graph of contents.graphs)
      expect(graph).toEqual({
        tag: expect.any(String),
        nodes: expect.any(Number),
        edges: expect.any(Number),
      });
    expect(contents.scalars).toContainEqual({ tag: "x1/mean", points: 21 });
    expect(contents.histograms.every(({ points }: { points: number }) => points === 21)).toBe(true);
    expect(contents.problems).toEqual([]);
  });

  it("tells people what the run was and what is in its log", async () => {
    const { code, out } = await driftgraph(["inspect", "runs/one"], { cwd });
    expect(code).toBe(0);
    expect(out).toMatch(/^model +switch$/m);
    expect(out).toMatch(/^scalars +\d+ tags of 21 points: x1\/mean/m);
    expect(out).toMatch(/^status +finished$/m);
    expect(out).toMatch(/^no problems$/m);
  });

  it("doesn't call a point of a sweep unfinished that is", async () => {
    const sweep = ["run", "switch", "--paths", "256", "--t-end", "1", "--sweep", "sigma=0.1:0.2:2"];
    await driftgraph([...sweep, "--name", "swept", "-q"], { cwd });
    const top = await driftgraph(["inspect", "runs/swept"], { cwd });
    expect(top.out).toMatch(/^status +finished$/m);
    const point = await driftgraph(["inspect", "runs/swept/sigma=0.1"], { cwd });
    expect(point.out).toMatch(/^sigma +0\.1$/m);
    expect(point.out).toMatch(/^status +finished$/m);
  });
});

describe("a log of a built-in model", () => {
  const source = new URL("../../packages/models/src/switch.ts", import.meta.url);
  const bytesOf = (run: string): string => {
    const [file = ""] = readdirSync(path.join(cwd, run));
    return readFileSync(path.join(cwd, run, file), "latin1");
  };

  it.each([
    ["a script", {}],
    ["modules", { DEBUG: "driftgraph" }],
  ])(
    "has its source and, of each op of an equation, the line, as run from %s",
    async (how, env) => {
      const name = how.replace(" ", "-");
      const line = ["run", "switch", "--paths", "256", "--name", name, "-q"];
      expect(await driftgraph(line, { cwd, env })).toMatchObject({ code: 0 });
      const log = bytesOf(`runs/${name}`);
      expect(/"file":"([^"]*)"/.exec(log)?.[1]).toBe(fileURLToPath(source));
      const lines = readFileSync(source, "utf8").split("\n");
      for (const [equation, text] of [
        ["drift of x2", "K^n/(K^n + x1^n) - gamma*x2"],
        ["diffusion of x1", "sigma*x1"],
        ["event on2", "x2 - x1 > K"],
      ]) {
        const [, found] = new RegExp(`"equation":"${equation}"[^{}]*"line":(\\d+)`).exec(log) ?? [];
        expect(lines[Number(found) - 1]).toContain(`"${text}"`);
      }
    },
  );
});

describe("driftgraph verify", () => {
  it("finds nothing wrong with our own logs", async () => {
    const { code, out } = await driftgraph(["verify", "runs"], { cwd });
    expect(out).toContain("no problems");
    expect(code).toBe(0);
  });

  it("says where a file is damaged, and ends with 1", async () => {
    const folder = path.join(cwd, "runs", "one");
    const name = readdirSync(folder).find((file) => file.includes("tfevents")) ?? "";
    const bytes = readFileSync(path.join(folder, name));
    const middle = Math.floor(bytes.length / 2);
    bytes[middle] = (bytes[middle] ?? 0) ^ 0xff;
    writeFileSync(path.join(cwd, name), bytes);
    const { code, out } = await driftgraph(["verify", name], { cwd });
    expect(code).toBe(1);
    expect(out).toMatch(/checksum/);
    const json = JSON.parse((await driftgraph(["verify", name, "--json"], { cwd })).out);
    expect(json.problems.length).toBeGreaterThan(0);
  });

  it("and inspect and export say it too, which lose what was there", async () => {
    const folder = path.join(cwd, "runs", "one");
    const name = readdirSync(folder).find((file) => file.includes("tfevents")) ?? "";
    const bytes = readFileSync(path.join(folder, name));
    const last = bytes.length - 40;
    bytes[last] = (bytes[last] ?? 0) ^ 0xff;
    mkdirSync(path.join(cwd, "damaged"));
    writeFileSync(path.join(cwd, "damaged", name), bytes);
    const inspected = await driftgraph(["inspect", "damaged"], { cwd });
    expect(inspected).toMatchObject({ code: 1, out: expect.stringContaining("1 problem") });
    const { code, out, err } = await driftgraph(["export", "damaged", "--csv", "-"], { cwd });
    expect(code).toBe(1);
    expect(err).toMatch(
      /^note: the log is damaged, and what is lost isn't in the export: .*byte \d+/,
    );
    expect(out).toMatch(/^t,species,mean,/);
    const whole = await driftgraph(["export", "runs/one", "--csv", "-"], { cwd });
    expect(whole).toMatchObject({ code: 0, err: "" });
    expect(whole.out.split("\n").length).toBeGreaterThan(20);
    expect(readdirSync(cwd)).not.toContain("-");
  });
});

describe("driftgraph models", () => {
  it("lists them", async () => {
    const { out } = await driftgraph(["models"], { cwd });
    for (const name of ["switch", "repressilator", "ornstein-uhlenbeck", "heston"])
      expect(out).toMatch(new RegExp(`^${name} `, "m"));
    const list = JSON.parse((await driftgraph(["models", "--json"], { cwd })).out);
    expect(list.length).toBeGreaterThanOrEqual(10);
    expect(list[0]).toMatchObject({ name: expect.any(String), source: expect.stringMatching(/./) });
  });
});

describe("driftgraph graph", () => {
  it.each([
    ["text", /^graph switch \{/],
    ["dot", /^digraph /],
    ["pbtxt", /^node \{/],
    ["svg", /^<svg /],
  ])("prints the graph as %s, at both stages", async (format, begins) => {
    const at = async (stage: string): Promise<string> => {
      const args = [
        "graph",
        "switch",
        "--scheme",
        "euler-maruyama",
        "--stage",
        stage,
        "--format",
        format,
      ];
      const { code, out, err } = await driftgraph(args, { cwd });
      expect({ code, err }).toEqual({ code: 0, err: "" });
      expect(out).toMatch(begins);
      return out;
    };
    expect(await at("built")).not.toBe(await at("optimized"));
  });
});

describe.skipIf(process.platform === "win32")("driftgraph completion", () => {
  it("completes in a real bash", async () => {
    const { out } = await driftgraph(["completion", "bash"], { cwd });
    const complete = (...words: string[]): string[] => {
      const array = words.map((word) => `'${word}'`).join(" ");
      const script = `driftgraph() { '${process.execPath}' '${COMMAND}' "$@"; }\n${out}\nCOMP_WORDS=(driftgraph ${array}); COMP_CWORD=${words.length}; _driftgraph; printf '%s\\n' "\${COMPREPLY[@]}"`;
      return execFileSync("bash", ["-c", script], { cwd, encoding: "utf8" }).trim().split("\n");
    };
    expect(complete("ins")).toEqual(["inspect"]);
    expect(complete("run", "swi")).toEqual(["switch"]);
    expect(complete("run", "switch", "--scheme", "mil")).toEqual(["milstein"]);
    expect(complete("inspect", "runs/o")).toEqual(["runs/one"]);
  });
});
