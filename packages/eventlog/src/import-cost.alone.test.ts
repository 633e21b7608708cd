import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const BUILT = new URL("../dist/index.js", import.meta.url);
const ROUNDS = 7;
/** The goal is 15 ms on an idle machine; this leaves room for a busy one. */
const LIMIT_MS = 40;

it.runIf(existsSync(fileURLToPath(BUILT)))("costs a command little time to import", () => {
  const script = `const start = performance.now(); await import(${JSON.stringify(BUILT.href)});
    console.log(performance.now() - start);`;
  const times = Array.from({ length: ROUNDS }, () =>
    Number(
      execFileSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" }),
    ),
  );
  expect(Math.min(...times)).toBeLessThan(LIMIT_MS);
});
