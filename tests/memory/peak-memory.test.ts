import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";

const PROGRAM = fileURLToPath(new URL("./five-million-paths.mjs", import.meta.url));

describe("memory", () => {
  it("stays under 400 MB for 5,000,000 paths of the switch with all summaries", async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [PROGRAM]);
    const { peak, paths } = JSON.parse(stdout);
    expect(paths).toBe(5_000_000);
    expect(peak).toBeLessThan(400e6);
  }, 120_000);
});
