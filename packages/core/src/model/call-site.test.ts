import { describe, expect, it } from "vitest";
import { siteOf } from "./call-site.ts";

const OWN = "file:///home/ada/node_modules/@driftgraph/core/dist/";

describe("siteOf", () => {
  it.each([
    [
      "V8",
      "Error\n    at apply (file:///home/ada/node_modules/@driftgraph/core/dist/node/index.js:1:2)\n" +
        "    at x1 (file:///home/ada/models/my%20switch.ts:12:34)\n    at file:///home/ada/other.ts:1:1",
      { file: "/home/ada/models/my switch.ts", line: 12, column: 34 },
    ],
    [
      "V8 at a module's top",
      "Error\n    at file:///home/ada/%231.mts?t=5:3:4",
      { file: "/home/ada/#1.mts", line: 3, column: 4 },
    ],
    [
      "V8 after an await",
      "Error\n    at async file:///home/ada/m.ts:3:4",
      { file: "/home/ada/m.ts", line: 3, column: 4 },
    ],
    [
      "V8 with paths",
      "Error\n    at apply (/home/ada/node_modules/@driftgraph/core/dist/x.js:1:2)\n    at f (/home/ada/(old)/m.ts:5:6)",
      { file: "/home/ada/(old)/m.ts", line: 5, column: 6 },
    ],
    [
      "Windows",
      "Error\n    at f (file:///C:/models/m.ts:5:6)",
      { file: "C:/models/m.ts", line: 5, column: 6 },
    ],
    [
      "Firefox",
      "apply@file:///home/ada/node_modules/@driftgraph/core/dist/browser/index.js:1:2\nx1@https://lab.org/m.js?v=1:7:8\n",
      { file: "https://lab.org/m.js", line: 7, column: 8 },
    ],
    [
      "Safari",
      "module code@https://lab.org/m.js:7:8",
      { file: "https://lab.org/m.js", line: 7, column: 8 },
    ],
    [
      "a worker from a blob",
      "f@blob:https://lab.org/1-2-3:7:8",
      { file: "blob:https://lab.org/1-2-3", line: 7, column: 8 },
    ],
    [
      "a model that comes with us, imported by somebody's file",
      "Error\n    at file:///home/ada/node_modules/@driftgraph/models/dist/switch.js:1:2\n    at file:///home/ada/m.ts:3:4",
      undefined,
    ],
  ])("reads the stack of %s", (_, stack, site) => {
    expect(siteOf(stack, OWN)).toEqual(site);
  });

  it("knows its own folder on Windows in both spellings", () => {
    const stack =
      "Error\n    at f (C:\\driftgraph\\dist\\index.js:1:1)\n    at C:\\models\\m.ts:2:3";
    expect(siteOf(stack, "file:///C:/driftgraph/dist/")).toEqual({
      file: "C:\\models\\m.ts",
      line: 2,
      column: 3,
    });
  });

  it("is undefined where there is no other frame, or none that it can read", () => {
    expect(siteOf(`Error\n    at f (${OWN}node/index.js:1:2)`, OWN)).toBeUndefined();
    expect(
      siteOf("Error\n    at <anonymous>\n    at new Promise (<anonymous>)", OWN),
    ).toBeUndefined();
    expect(siteOf("", OWN)).toBeUndefined();
  });
});
