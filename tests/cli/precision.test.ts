import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { driftgraph, emptyFolder } from "./command.ts";

const cwd = emptyFolder();
const SHORT = ["--t-end", "2", "--dt", "0.1"];

describe("driftgraph run --certify", () => {
  it("tells what the step size and the number of paths leave open", async () => {
    const line = ["run", "switch", ...SHORT, "--paths", "4096", "--certify", "--json"];
    const { code, out, err } = await driftgraph(line, { cwd });
    expect(err).toBe("");
    expect(code).toBe(0);
    const { errors } = JSON.parse(out);
    expect(errors.map(({ of, statistic }: Record<string, string>) => `${statistic} ${of}`)).toEqual(
      [
        ...["x1", "x2"].flatMap((of) =>
          ["mean", "sd", "q05", "q25", "q50", "q75", "q95"].map(
            (statistic) => `${statistic} ${of}`,
          ),
        ),
        ...["on1", "on2"].flatMap((of) =>
          ["share", "reached", "passage"].map((statistic) => `${statistic} ${of}`),
        ),
      ],
    );
    for (const row of errors) {
      expect(row.t).toBe(2);
      for (const column of ["weakError", "sampling"]) expect(row[column]).toBeGreaterThan(0);
    }
  });

  it("says of which point of a sweep it is, and what no path saw", async () => {
    const line = ["run", "switch", "--t-end", "1", "--paths", "600", "--sweep", "sigma=0.1:0.2:2"];
    const { out } = await driftgraph([...line, "--certify"], { cwd });
    expect(out).toMatch(/^sigma = 0\.1000: errors at the end/m);
    expect(out).toMatch(/^sigma = 0\.2000: errors at the end/m);
    expect(out).toMatch(
      /: none of 4,096 paths ends otherwise at half the step; the share at the end is off by 0 % ± 0\.\d+ % by dt/,
    );
  });

  it("compares steps that adapt with those of a stricter tolerance", async () => {
    const line = ["run", "switch", ...SHORT, "--paths", "4096", "--adaptive", "--rtol", "1e-2"];
    const options = { cwd };
    const { code, out } = await driftgraph([...line, "--certify", "--name", "adapted"], options);
    expect(code).toBe(0);
    expect(out).toMatch(
      /^errors at the end, from 4,096 paths run at rtol = 0\.01, atol = 0\.0001 and at a sixteenth of these along the same noise:$/m,
    );
    expect(out).toMatch(/^species +mean: by rtol +by paths/m);
    expect(out).toMatch(
      /paths ends? otherwise with the stricter tolerance; the share at the end is off by/,
    );
    const verified = await driftgraph(["verify", "runs/adapted"], { cwd });
    expect(verified).toMatchObject({ code: 0, out: expect.stringContaining("no problems") });
    const often = await driftgraph([...line, "--certify", "--halvings", "11"], options);
    expect(often).toMatchObject({ code: 2, err: expect.stringContaining("expected at most 10") });
  });

  it("tells it in words, and logs it", async () => {
    const line = ["run", "switch", ...SHORT, "--paths", "4096", "--certify", "--name", "sure"];
    const { out } = await driftgraph(line, { cwd });
    expect(out).toMatch(
      /^errors at the end, from 4,096 paths run at dt = 0\.1, 0\.05 and 0\.025 along the same noise:$/m,
    );
    expect(out).toMatch(/^x1 +−?[\d.×⁻⁰-⁹]+ ± [\d.×⁻⁰-⁹]+ +± [\d.×⁻⁰-⁹]+/m);
    expect(out).toMatch(
      /^species +5 %: by dt +by paths +median: by dt +by paths +95 %: by dt +by paths$/m,
    );
    expect(out).toMatch(/gene 1 on, gene 2 off: [\d.]+ % of paths end otherwise at half the step/);
    expect(out).toMatch(
      /[\d.]+ % of paths ended with gene 1 on, gene 2 off \(95 % CI [\d.]+–[\d.]+ %\)/,
    );
    const verified = await driftgraph(["verify", "runs/sure"], { cwd });
    expect(verified).toMatchObject({ code: 0, out: expect.stringContaining("no problems") });
  });
});

describe("driftgraph run --until", () => {
  it("takes as many paths as a standard error does, in one log", async () => {
    const line = ["run", "switch", ...SHORT, "--until", "sd(mean(x1)) < 1e-3", "--name", "tight"];
    const { code, out } = await driftgraph([...line, "--json"], { cwd });
    expect(code).toBe(0);
    const { paths, batches, statistics } = JSON.parse(out);
    expect(batches[0]).toBe(4096);
    expect(batches.at(-1)).toBe(paths);
    const last = statistics.findLast(({ species }: { species: string }) => species === "x1");
    expect(last.sd / Math.sqrt(paths)).toBeLessThan(1e-3);
    expect(readdirSync(path.join(cwd, "runs/tight"))).toHaveLength(1);
  });

  it("takes several levels if asked to, says so, and logs them", async () => {
    const line = ["run", "switch", ...SHORT, "--until", "sd(mean(x1)) < 2e-3"];
    const levels = ["--estimator", "multilevel", "--name", "levels"];
    const { code, out } = await driftgraph([...line, ...levels], { cwd });
    expect(code).toBe(0);
    expect(out).toMatch(
      /^mean of x1: [\d.]+, standard error [\d.]+, by multilevel Monte Carlo at dt = 0\.1 \(as was asked for\); [\d.]+ times (cheaper|dearer) than [\d,]+ plain paths:$/m,
    );
    expect(out).toMatch(/^ *0\.2 +[\d,]+ /m);
    expect(out).toMatch(/^time .*multilevel [\d.]+ m?s/m);
    const verified = await driftgraph(["verify", "runs/levels"], { cwd });
    expect(verified).toMatchObject({ code: 0, out: expect.stringContaining("no problems") });
    const plain = await driftgraph([...line, "--json"], { cwd });
    expect(JSON.parse(plain.out).estimator).toEqual({
      name: "plain",
      reason: "few paths are enough",
    });
  });

  it("is refused if it can't be read or reached, and leaves no log", async () => {
    const unread = await driftgraph(["run", "switch", "--until", "sd(x1)"], { cwd });
    expect(unread).toMatchObject({
      code: 2,
      err: expect.stringContaining('the target is "sd(x1)"'),
    });
    const line = ["run", "switch", ...SHORT, "--until", "sd(mean(x1)) < 1e-5", "--paths", "9000"];
    const before = readdirSync(path.join(cwd, "runs"));
    const far = await driftgraph(line, { cwd });
    expect(far.code).toBe(2);
    expect(readdirSync(path.join(cwd, "runs"))).toEqual(before);
    const elsewhere = await driftgraph([...line, "--logdir", "new/runs"], { cwd });
    expect(elsewhere.code).toBe(2);
    expect(readdirSync(cwd)).not.toContain("new");
    expect(far.err).toMatch(/would take about \d+ paths, expected at most 9000/);
  });
});

describe("driftgraph run --until of a model that explodes", () => {
  it("fails with a log, and with the command that shows the path", async () => {
    writeFileSync(path.join(cwd, "explosive.mjs"), EXPLOSIVE);
    const line = ["run", "explosive.mjs", "--until", "sd(mean(x)) < 1e-4", "--name", "burst"];
    const { code, err } = await driftgraph(line, { cwd });
    expect(code).toBe(1);
    expect(err).toContain("What was computed is in runs/burst.");
    const [, command = ""] = /See it: driftgraph (.*)/.exec(err) ?? [];
    expect(await driftgraph(command.split(" "), { cwd })).toMatchObject({ code: 0 });
  });
});

const EXPLOSIVE = `import { defineModel } from "@driftgraph/core";
export default defineModel({
  name: "explosive",
  interpretation: "ito",
  parameters: {},
  state: { x: 1 },
  drift: { x: "-x + 0.3*x^5" },
  diffusion: { x: 0.4 },
  run: { paths: 2000, tEnd: 4, dt: 0.1 },
});
`;

describe("driftgraph run --non-finite", () => {
  writeFileSync(path.join(cwd, "explosive.mjs"), EXPLOSIVE);

  it("fails with the path, the step, the op and the command that shows them", async () => {
    const { code, err } = await driftgraph(["run", "explosive.mjs", "--name", "boom"], { cwd });
    expect(code).toBe(1);
    expect(err).toMatch(/gave -?Infinity in path \d+, step \d+ \(t = [\d.]+\), at /);
    const [, command = ""] = /See it: driftgraph (.*)/.exec(err) ?? [];
    const shown = await driftgraph(command.split(" "), { cwd });
    expect(shown.code).toBe(0);
    expect(shown.out).toMatch(/Infinity|NaN/);
  });

  it("counts and leaves out such paths if wanted, and says so", async () => {
    const line = ["run", "explosive.mjs", "--non-finite", "count", "--name", "counted"];
    const { code, out } = await driftgraph(line, { cwd });
    expect(code).toBe(0);
    expect(out).toMatch(/\d+ of 2000 paths \([\d.]+ %\) stopped being finite and are left out/);
    const [, command = ""] = /See it: driftgraph (.*)/.exec(out) ?? [];
    const shown = await driftgraph(command.split(" "), { cwd });
    expect(shown.out.trimEnd().split("\n").at(-1)).toMatch(/^40,4,NaN,/);
    const csv = await driftgraph(["export", "runs/counted", "--csv", "counted.csv"], { cwd });
    expect(csv.code).toBe(0);
    expect(readFileSync(path.join(cwd, "counted.csv"), "utf8")).not.toMatch(/NaN|Infinity/);
  });
});
