import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { driftgraph, type Ended, emptyFolder } from "./command.ts";

const cwd = emptyFolder();

const DECAY = `import { defineModel } from "@driftgraph/core";
import { rate } from "./rates.js";
import settings from "./settings.json";
import type { Anything } from "./nowhere.ts";

interface Unused { readonly anything: Anything }
const sigma: number = settings.sigma satisfies number;

export default defineModel({
  name: "decay",
  interpretation: "ito",
  parameters: { k: rate as number, sigma },
  state: { x: 1 },
  drift: { x: "-k*x" },
  diffusion: { x: "sigma*x" },
});
`;

function write(name: string, text: string): string {
  const file = path.join(cwd, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
  return name;
}

const run = (file: string, ...more: string[]): Promise<Ended> =>
  driftgraph(["run", file, "--paths", "300", "--t-end", "1", "--dt", "0.1", ...more], { cwd });

async function refused(name: string, text: string): Promise<string> {
  const { code, out, err } = await run(write(name, text));
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(err).not.toMatch(/^ +at .*(node:|dist\/)/m);
  expect(readdirSync(cwd)).not.toContain("runs");
  return err;
}

describe("model files", () => {
  const BODY = `{ name: "m", interpretation: "ito", parameters: {}, state: { x: 1 }, drift: { x: "-x" }, diffusion: {} }`;
  it.each([
    [
      "import",
      `import { defineModel } from "@driftgraph/core";\nexport default defineModel(${BODY});\n`,
    ],
    [
      "require",
      `const { defineModel } = require("@driftgraph/core");\nmodule.exports = defineModel(${BODY});\n`,
    ],
  ])("are loaded from a folder that says its files are CommonJS, by %s", async (how, text) => {
    write(`commonjs-${how}/package.json`, '{ "type": "commonjs" }');
    const { code, out, err } = await run(
      write(`commonjs-${how}/model.js`, text),
      "--logdir",
      `commonjs-${how}/logs`,
    );
    expect(err).toBe("");
    expect(code).toBe(0);
    expect(out).toContain("300 paths");
  });

  it.each(["model.ts", "deep folder/#1 %41/model.mts", "model.js", "model.mjs"])(
    "%s is loaded as it is, in a folder without node_modules",
    async (name) => {
      const folder = path.dirname(name);
      write(path.join(folder, "rates.ts"), "export const rate: number = 2;\n");
      write(path.join(folder, "settings.json"), '{ "sigma": 0.25 }');
      const isTypeScript = /\.m?ts$/.test(name);
      const text = isTypeScript
        ? DECAY
        : DECAY.replace(/^(import type|interface).*\n/gm, "").replace(
            /: number| as number| satisfies number/g,
            "",
          );
      const { code, out, err } = await run(
        write(name, text),
        "--json",
        "--logdir",
        path.join(cwd, "..", path.basename(cwd), "logs"),
      );
      expect({ code, err }).toEqual({ code: 0, err: "" });
      expect(JSON.parse(out)).toMatchObject({ model: "decay", paths: 300 });
    },
  );

  it("may build on a built-in model", async () => {
    write(
      "again.ts",
      'import { models } from "@driftgraph/models";\nexport default models.switch;\n',
    );
    expect(await run("again.ts", "-q", "--logdir", "logs")).toEqual({ code: 0, out: "", err: "" });
  });

  it("points at a syntax error, with line, column and a caret", async () => {
    const err = await refused(
      "syntax.ts",
      'import { defineModel } from "@driftgraph/core";\nconst k: number = ;\n',
    );
    expect(err).toBe(
      "error: syntax.ts has a syntax error: Expression expected\n" +
        "  at syntax.ts:2\n    const k: number = ;\n                      ^\n",
    );
  });

  it("points at a syntax error in a file that the model imports", async () => {
    write("broken.mjs", "export const a = 1;\nexport const b = (;\n");
    const err = await refused(
      "imports-broken.ts",
      'import { b } from "./broken.mjs";\nexport default b;\n',
    );
    expect(err).toContain("broken.mjs has a syntax error");
    expect(err).toContain("at broken.mjs:2");
  });

  it("says what it can't erase", async () => {
    expect(await refused("enum.ts", "enum Kind { a }\nexport default Kind;\n")).toContain(
      "enum is not supported",
    );
  });

  it("points at the line of the user's file that throws", async () => {
    const err = await refused(
      "throws.ts",
      'const a: number = 1;\n\nthrow new TypeError("rates are missing");\nexport {};\n',
    );
    expect(err).toContain("throws.ts can't be loaded: TypeError: rates are missing");
    expect(err).toContain("at throws.ts:3");
    expect(err).toContain('throw new TypeError("rates are missing");');
  });

  it("names an import that can't be found", async () => {
    expect(
      await refused("missing.ts", 'import x from "no-such-package";\nexport default x;\n'),
    ).toContain('missing.ts imports "no-such-package", which can\'t be found');
    expect(
      await refused("gone.ts", 'import x from "./gone-file.ts";\nexport default x;\n'),
    ).toContain('gone.ts imports "gone-file.ts", which can\'t be found');
  });

  it("points at an import of a name that isn't exported", async () => {
    const err = await refused(
      "export-name.ts",
      'import { defneModel } from "@driftgraph/core";\nexport default defneModel;\n',
    );
    expect(err).toContain("does not provide an export named 'defneModel'");
    expect(err).toContain("at export-name.ts:1");
  });

  it.each([
    ["nothing.ts", "export {};\n", "it exports nothing"],
    ["named.ts", "export const model = 1;\n", "it only exports model"],
    ["number.ts", "export default 42;\n", "its default export is the number 42"],
    [
      "function.ts",
      "export default () => 1;\n",
      "Export what the function gives, not the function.",
    ],
    [
      "plain.ts",
      'export default { name: "x", drift: {} };\n',
      "Wrap it: export default defineModel({ … }).",
    ],
  ])("%s: says what is exported instead of a model", async (name, text, message) => {
    const err = await refused(name, text);
    expect(err).toContain(`${name} doesn't default-export a model`);
    expect(err).toContain(message);
  });

  it("names a model that is exported, but not by default", async () => {
    const text = DECAY.replace(/^import (\{ rate|settings|type).*\n/gm, "")
      .replace("rate as number", "1")
      .replace("settings.sigma", "1")
      .replace(/interface.*\n/, "")
      .replace("export default", "export const decay =");
    expect(await refused("named-model.ts", text)).toContain(
      'decay is a model: add "export default decay;".',
    );
  });

  it("points at the place in an equation", async () => {
    const text =
      'import { defineModel } from "@driftgraph/core";\nexport default defineModel({ name: "m", interpretation: "ito", parameters: { k: 1 }, state: { x: 1 }, drift: { x: "-k*y" }, diffusion: { x: "k" } });\n';
    const err = await refused("equation.ts", text);
    expect(err).toContain('"y"');
    expect(err).toMatch(/^ {2}at equation\.ts:2, drift of x\n +-k\*y\n +\^/m);
  });

  it("points at an equation in a file that the model imports, and names files shortly", async () => {
    write("drifts.ts", 'export const drifts = {\n  x: "-k*z",\n};\n');
    const text = DECAY.replace(/^import (\{ rate|settings|type).*\n/gm, "")
      .replace("rate as number", "1")
      .replace("settings.sigma", "1");
    const from = 'import { drifts } from "./drifts.ts";\n';
    const imported = from + text.replace('{ x: "-k*x" }', "drifts");
    expect(await refused("imports-drift.ts", imported)).toContain("at drifts.ts:2, drift of x\n");
    const without = text.replace("  state:", "  // no\n  stat:");
    expect(await refused("stateless.ts", without)).toMatch(/^ {2}at stateless\.ts:\d+:\d+$/m);
  });

  it("suggests a file or a built-in model of a similar name", async () => {
    write("my-model.ts", "export {};\n");
    expect((await run("my-modle.ts")).err).toContain("Did you mean my-model.ts?");
    expect((await run("switc.ts")).err).toContain('the built-in model "switch"');
    expect((await run("my-model")).err).toContain("the file ./my-model.ts");
  });

  it("names path, step and equation when a value stops being finite, and logs what there was", async () => {
    const text = `import { defineModel } from "@driftgraph/core";
export default defineModel({ name: "boom", interpretation: "ito", parameters: {}, state: { x: 3 }, drift: { x: "x^3" }, diffusion: { x: 0.5 } });
`;
    const logdir = path.join(cwd, "failed");
    const { code, out, err } = await run(write("boom.ts", text), "--logdir", logdir);
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toMatch(/^error: .*Infinity in path \d+, step \d+/);
    expect(err).toContain("at boom.ts:2, drift of x");
    expect(err).toContain(`What was computed is in ${path.join(logdir, "boom-1")}.`);
    const inspected = await driftgraph(["inspect", path.join(logdir, "boom-1")], { cwd });
    expect(inspected.out).toMatch(/^status +failed, with results of \d+ paths$/m);
    expect(inspected.out).toContain("no problems");
  });
});
