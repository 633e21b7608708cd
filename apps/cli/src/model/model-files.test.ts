import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { isJson, isModelFile, isTypeScript, jsonModule, replacement } from "./import-rules.ts";
import { stackPlace } from "./stack-place.ts";
import { findSyntaxError, stripTypes } from "./strip-types.ts";

const folder = mkdtempSync(path.join(tmpdir(), "driftgraph model #1 %20-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("stripTypes", () => {
  it("keeps every line and column", () => {
    const source = 'import type { A } from "b";\nconst k: number = 1 as number;\nexport { k };\n';
    const stripped = stripTypes(source, "a.ts");
    expect(stripped).toHaveLength(source.length);
    expect(stripped.indexOf("= 1")).toBe(source.indexOf("= 1"));
    expect(stripped).not.toContain("number");
  });

  it("refuses what can't be erased", () => {
    expect(() => stripTypes("enum A { x }", "a.ts")).toThrow("enum is not supported");
  });
});

describe("findSyntaxError", () => {
  it("tells line and column, from 1", () => {
    expect(findSyntaxError("const a = 1;\nconst b = ;\n", "a.ts")).toEqual({
      message: "Expression expected",
      line: 2,
      column: 11,
      length: 1,
    });
  });

  it("finds nothing in a sound source", () => {
    expect(findSyntaxError("export default 1 satisfies number;", "a.ts")).toBeUndefined();
  });
});

describe("import rules", () => {
  const parent = pathToFileURL(path.join(folder, "model.ts")).href;
  const at = (name: string): string => new URL(name, parent).href;
  for (const name of ["rates.ts", "plain.js", "types.mts"])
    writeFileSync(path.join(folder, name), "");

  it.each([
    ["./rates.js", "rates.ts"],
    ["./rates", "rates.ts"],
    ["./types.mjs", "types.mts"],
    ["./plain", "plain.js"],
  ])("finds what %s means", (specifier, file) => {
    expect(replacement(specifier, parent)).toBe(at(file));
  });

  it.each(["./missing.js", "rates.js", "@driftgraph/core", "./rates.json"])(
    "leaves %s alone",
    (specifier) => {
      expect(replacement(specifier, parent)).toBeUndefined();
    },
  );

  it("tells kinds of files by their URLs, queries aside", () => {
    expect(isTypeScript("file:///a.ts?x=.js")).toBe(true);
    expect(isTypeScript("file:///a.mts")).toBe(true);
    expect(isTypeScript("file:///a.js")).toBe(false);
    expect(isJson("file:///a.json#x")).toBe(true);
    const own = { "@driftgraph/core": "file:///project/core/dist/index.js" };
    expect(isModelFile("file:///home/me/model.ts", own)).toBe(true);
    expect(isModelFile("file:///home/me/node_modules/x/index.js", own)).toBe(false);
    expect(isModelFile("file:///project/core/dist/chunks/a.js", own)).toBe(false);
    expect(isModelFile("node:fs", own)).toBe(false);
  });

  it("makes modules of JSON, and of nothing else", () => {
    expect(jsonModule('{"a": 1}')).toBe('export default JSON.parse("{\\"a\\": 1}");');
    expect(() => jsonModule("alert(1)")).toThrow(SyntaxError);
  });
});

describe("stackPlace", () => {
  it("finds the innermost frame in the user's file", () => {
    const file = path.join(folder, "throws.mjs");
    writeFileSync(file, "const a = 1;\nthrow new Error('x');\n");
    const error = new Error("x");
    error.stack = `Error: x\n    at node:internal/a:1:2\n    at Object.f (${pathToFileURL(file).href}:2:7)`;
    expect(stackPlace(error, (url) => !url.startsWith("node:"))).toEqual({
      where: file,
      line: 2,
      column: 7,
      text: "throw new Error('x');",
    });
  });
});
