import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { cp, mkdtemp, readFile, rm } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ROOT } from "../../scripts/workspace.mjs";
import { blocksOf, commandsOf, localLinksOf } from "./markdown.ts";
import { drawPicture, PICTURE } from "./picture.mjs";
import { startServer } from "./server.ts";

const execute = promisify(execFile);
const DRIFTGRAPH = path.join(ROOT, "apps", "cli", "bin", "driftgraph.mjs");

const readme = await readFile(path.join(ROOT, "README.md"), "utf8");
const blocks = blocksOf(readme);
const commands = commandsOf(blocks);
const firstRun = commands.find((command) => command.startsWith("npx driftgraph run")) ?? "";

/** A folder with nothing but the examples, as a reader's: its runs stay out of the checkout. */
let folder: string;
/** What each command printed; they build on each other, so they are run in their order. */
const printed = new Map<string, string>();

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), "driftgraph-readme-"));
  await cp(path.join(ROOT, "examples"), path.join(folder, "examples"), { recursive: true });
  for (const command of commands.filter(endsByItself))
    printed.set(command, await runIn(folder, command));
}, 300_000);

afterAll(() => rm(folder, { recursive: true, force: true }));

describe("the README", () => {
  it("shows commands of three kinds: the root's, npx driftgraph, and servers", () => {
    const unknown = commands.filter(
      (command) => !endsByItself(command) && !isServer(command) && command !== "npm test",
    );
    // `npm test` is what runs this.
    expect(unknown).toEqual([]);
    expect(commands).toEqual(expect.arrayContaining(["npm start", "npm test", firstRun]));
  });

  it.each(commands.filter(endsByItself))("%s prints what a reader is after", (command) => {
    expect(printed.get(command)?.trim()).not.toBe("");
  });

  it("prints under its first run what that run prints, but for the times", () => {
    const shown = blocks.find(({ language }) => language === "text")?.text ?? "";
    expect(withoutMeasurements(shown)).toEqual(withoutMeasurements(printed.get(firstRun) ?? ""));
  });

  it("shows the example's file as it is", async () => {
    const shown = blocks.find(({ language }) => language === "ts")?.text ?? "";
    const file = await readFile(path.join(ROOT, "examples", "negative-feedback.ts"), "utf8");
    expect(shown).toBe(file);
    expect(shown.trim().split("\n").length).toBeLessThanOrEqual(15);
  });

  it("runs its use of the library", async () => {
    const script = blocks.find(({ language }) => language === "js")?.text ?? "";
    const { stdout } = await execute(process.execPath, ["--input-type=module", "-e", script], {
      cwd: path.join(ROOT, "tests"),
    });
    expect(Number(stdout)).toBeGreaterThan(0);
  }, 60_000);

  it("has the picture that its script draws from a run", async () => {
    expect(await readFile(PICTURE, "utf8")).toBe(await drawPicture());
  }, 60_000);

  it("links only to what is there", () => {
    expect(localLinksOf(readme).filter((link) => !existsSync(path.join(ROOT, link)))).toEqual([]);
  });

  it.each(commands.filter(isServer))(
    "%s serves a page",
    async (command) => {
      const cwd = command === "npm start" ? ROOT : folder;
      const server = await startServer(argumentsOf(command), cwd);
      try {
        const page = await fetch(server.url);
        expect(page.status).toBe(200);
        expect(await page.text()).toContain("<html");
      } finally {
        await server.stop();
      }
    },
    180_000,
  );
});

function isServer(command: string): boolean {
  return command === "npm start" || command.startsWith("npx driftgraph view");
}

/** Whether a command is ours and ends by itself. */
function endsByItself(command: string): boolean {
  return command.startsWith("npx driftgraph ") && !isServer(command);
}

/** A program and its arguments for what a reader types; no shell, so that it is the same on every system. */
function argumentsOf(command: string): string[] {
  if (command === "npm start") return [process.execPath, path.join(ROOT, "scripts", "start.mjs")];
  const [, , ...args] = command.split(" ");
  return [process.execPath, DRIFTGRAPH, ...args];
}

async function runIn(cwd: string, command: string): Promise<string> {
  const [program = "", ...args] = argumentsOf(command);
  const { stdout } = await execute(program, args, { cwd, env: { ...process.env, NO_COLOR: "1" } });
  return stdout;
}

/** The lines of a run's output that are the same wherever it runs. */
function withoutMeasurements(text: string): string[] {
  return text
    .trimEnd()
    .split("\n")
    .filter((line) => !/^\s*(time|speed|kernel)\s/.test(line))
    .map((line) => line.replaceAll("\\", "/").trimEnd());
}
