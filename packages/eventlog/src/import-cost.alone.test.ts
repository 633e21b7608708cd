import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const BUILT = new URL("../dist/index.js", import.meta.url);
const ROUNDS = 7;
/** The goal is 15 ms above an empty module, which costs 9 itself; the rest is room for slower machines. */
const LIMIT_MS = 100;

it.runIf(existsSync(fileURLToPath(BUILT)))(
  "costs a command little processor time to import",
  () => {
    const script = `const start = process.cpuUsage(); await import(${JSON.stringify(BUILT.href)});
    const { user, system } = process.cpuUsage(start);
    console.log((user + system) / 1000);`;
    const times = Array.from({ length: ROUNDS }, () =>
      Number(
        execFileSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" }),
      ),
    );
    expect(Math.min(...times)).toBeLessThan(LIMIT_MS);
  },
);
