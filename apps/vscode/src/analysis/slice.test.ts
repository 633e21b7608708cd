import { expect, it } from "vitest";
import { outlineOf } from "./outline.ts";
import { parseSource } from "./parse-source.ts";
import { sliceOf } from "./slice.ts";

function sliced(text: string): string {
  const parsed = parseSource(text, "model.ts");
  if ("message" in parsed) throw new Error(parsed.message);
  const { calls } = outlineOf(parsed.program);
  return sliceOf(
    parsed,
    calls.map(({ call }) => call),
  );
}

const SCRIPT = `import { defineModel, simulate } from "@driftgraph/core";
import { rmSync } from "node:fs";
const rate: number = 2;
const unused = rmSync("/tmp/x");
function double(x: number) { return 2 * x; }
export default defineModel({ parameters: { k: double(rate) } });
await simulate(model);
`;

it("keeps what the model's definition refers to, and nothing else of a script", () => {
  const slice = sliced(SCRIPT);
  expect(slice).toMatch(/import \{ defineModel, simulate \}/);
  expect(slice).toMatch(/const rate +=/);
  expect(slice).toMatch(/function double/);
  expect(slice).not.toMatch(/rmSync|unused|await/);
});

it("leaves every line and column as it was", () => {
  const slice = sliced(SCRIPT);
  expect(slice.indexOf("defineModel({")).toBe(SCRIPT.indexOf("defineModel({"));
  expect(slice.split("\n").length).toBe(SCRIPT.split("\n").length);
});

it("takes a model out of a call that would run it", () => {
  const slice = sliced(
    'import { defineModel, simulate } from "@driftgraph/core";\nconst run = await simulate(defineModel({ name: "x" }), {});\n',
  );
  expect(slice).toMatch(/defineModel\(\{ name: "x" \}\)/);
  expect(slice).not.toMatch(/await/);
});

it("finds no model in a function, which isn't called when the file is loaded", () => {
  const parsed = parseSource(
    'import { defineModel as d } from "@driftgraph/core";\nexport const make = () => d({ name: "x" });\nd({ name: "y" });',
    "model.ts",
  );
  if ("message" in parsed) throw new Error(parsed.message);
  expect(outlineOf(parsed.program).calls.map(({ name }) => name)).toEqual(["y"]);
});
