import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import process from "node:process";

import { type Browser, chromium } from "playwright-core";

const INSTALLED = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/** What keeps a Chromium of tests from talking to anybody. */
const QUIET = [
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/**
 * Starts a headless Chromium for tests: `CHROME_PATH`, an installed one, Debian's package where we
 * may install it, or else Playwright's own.
 *
 * @throws when there is none and `CI` is set: there a missing browser must not pass as a skip
 */
export async function launchChromium(): Promise<{ browser: Browser } | { skip: string }> {
  try {
    const executablePath = await findChromium();
    const args = process.getuid?.() === 0 ? ["--no-sandbox", ...QUIET] : QUIET;
    return { browser: await chromium.launch({ args, ...(executablePath && { executablePath }) }) };
  } catch (error) {
    if (process.env.CI) throw error;
    const skip = `no Chromium: ${String(error).split("\n", 1)[0]}`;
    console.error(skip);
    return { skip };
  }
}

/** The path of a Chromium; undefined for Playwright's own. */
async function findChromium(): Promise<string | undefined> {
  const known = [process.env.CHROME_PATH ?? "", ...INSTALLED].find(
    (path) => path !== "" && existsSync(path),
  );
  if (known) return known;
  if (existsSync(chromium.executablePath())) return undefined;
  if (process.platform === "linux" && process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    await show("apt-get", ["update", "-qq"]);
    await show("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium"]);
    return "/usr/bin/chromium";
  }
  const cli = createRequire(import.meta.url).resolve("playwright-core/cli.js");
  await show(process.execPath, [cli, "install", "chromium"]);
  return undefined;
}

/** Runs a command, its output to our stderr. */
function show(command: string, args: readonly string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { stdio: ["ignore", 2, 2] });
    child.on("error", reject);
    child.on("exit", (code) =>
      code === 0 ? resolve() : reject(new Error(`${command} exited with ${code}`)),
    );
  });
}
