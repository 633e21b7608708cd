import { describe, expect, it } from "vitest";
import { replacementsFor, withoutFolders } from "./private-folders.ts";

/** A document as it is given to others. */
const shared = (document: object): unknown => {
  const text = JSON.stringify(document);
  return JSON.parse(withoutFolders(text, replacementsFor(text)));
};

describe("a model's file", () => {
  it.each([
    ["/data/alice/models/switch.ts", "switch.ts"],
    ["C:\\work\\a b\\switch.ts", "switch.ts"],
    ["\\\\server\\share\\switch.ts", "switch.ts"],
    ["file:///data/my%20models/switch.ts", "switch.ts"],
    ["/switch.ts", "/switch.ts"],
    ["models/switch.ts", "models/switch.ts"],
  ])("%s is %s, wherever it is named", (file, name) => {
    expect(shared({ file, error: `at ${file}:3` })).toEqual({ file: name, error: `at ${name}:3` });
    if (file.startsWith("/data"))
      expect(shared({ file, at: `file://${file}` })).toMatchObject({ at: name });
  });
});

describe("a command line", () => {
  it.each([
    ["driftgraph run /data/a/m.ts --logdir=/data/b/out", "driftgraph run m.ts --logdir=out"],
    ["driftgraph run '/data/my models/m.ts' -q", "driftgraph run m.ts -q"],
    [
      "run '/data/x'\\''s own/m n.ts' '--logdir=/data/x'\\''s own/out'",
      "run 'm n.ts' --logdir=out",
    ],
    ['run "C:\\My models\\m.ts" --dt 0.1', "run m.ts --dt 0.1"],
    ["driftgraph run switch --dt 1/8 --set K=0.5", "driftgraph run switch --dt 1/8 --set K=0.5"],
  ])("%s is %s", (command, told) => {
    expect(shared({ command })).toEqual({ command: told });
    // The same where a text quotes it.
    const replacements = replacementsFor(JSON.stringify({ command }));
    expect(withoutFolders(`\`\`\`sh\n${command}\n\`\`\``, replacements)).toBe(
      `\`\`\`sh\n${told}\n\`\`\``,
    );
  });
});

describe("home folders", () => {
  it.each([
    ["/home/alice/x", "~/x"],
    ["/Users/Alice.B/x", "~/x"],
    ["C:\\Users\\alice\\x", "~\\x"],
    ["C:\\\\Users\\\\alice\\\\x", "~\\\\x"],
    ["/root/x", "~/x"],
  ])("%s is %s anywhere", (text, told) => {
    expect(withoutFolders(text, [])).toBe(told);
  });
});

describe("all else", () => {
  it.each([
    "a / home / b",
    "x/data/alice/y",
    "(1 + x)/data/alice/2",
    "https://example.org/10.1038/s41598",
    "x*/y",
    "dx = a/b dt // a/home",
  ])("%j stays as it is", (text) => {
    expect(withoutFolders(text, [{ from: "/data/alice/", to: "" }])).toBe(text);
  });
});
