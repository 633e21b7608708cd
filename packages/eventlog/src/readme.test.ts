import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { expect, it } from "vitest";

const ROOT = path.resolve(import.meta.dirname, "..");

// They are run as they stand, by plain Node, so against the built package.
it.runIf(existsSync(path.join(ROOT, "dist/node.js")))("the README's examples run", async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), "eventlog-readme-"));
  try {
    const readme = await readFile(path.join(ROOT, "README.md"), "utf8");
    const examples = [...readme.matchAll(/```ts\n([\s\S]*?)```/g)].map((match) => match[1] ?? "");
    const outputs = examples.map((example) =>
      execFileSync(
        process.execPath,
        [
          "--input-type=module",
          "-e",
          example.replaceAll('"runs', `"${folder.replaceAll("\\", "/")}/runs`),
        ],
        { cwd: ROOT, encoding: "utf8" },
      ),
    );
    expect(outputs).toHaveLength(2);
    expect(outputs[1]).toContain("first Float64Array(1) [ 0.5 ]");
    expect(outputs[1]).toContain("step: 0");
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
