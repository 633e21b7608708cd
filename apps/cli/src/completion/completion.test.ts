import { describe, expect, it } from "vitest";
import { COMMANDS } from "../commands/table.ts";
import { candidates } from "./candidates.ts";

const complete = (...words: string[]): Promise<string[]> => candidates(words, COMMANDS);

describe("candidates", () => {
  it("offers commands first", async () => {
    expect(await complete("ver")).toEqual(["verify"]);
    expect(await complete("")).toContain("run");
  });

  it("offers a command's options, negations included", async () => {
    expect(await complete("run", "switch", "--no")).toEqual(["--non-finite", "--no-profile"]);
    expect(await complete("graph", "--s")).toEqual(["--scheme", "--stage"]);
  });

  it("offers an option's values", async () => {
    expect(await complete("run", "--dtype", "")).toEqual(["float32", "float64"]);
    expect(await complete("graph", "switch", "--format", "s")).toEqual(["svg"]);
  });

  it("leaves files to the shell", async () => {
    expect(await complete("view", "")).toEqual([]);
    expect(await complete("run", "--logdir", "")).toEqual([]);
  });

  it("offers shells", async () => {
    expect(await complete("completion", "")).toEqual(["bash", "zsh", "fish", "powershell"]);
  });
});
