import path from "node:path";
import { build } from "esbuild";
import type { Browser } from "playwright-core";
import { extensionUri, type Workbench } from "./workbench.ts";

/** What became of one test in the extension host. */
export interface HostResult {
  readonly name: string;
  readonly error?: string;
  readonly milliseconds: number;
}

const PATIENCE_MS = 180_000;

/** Bundles the tests that run within the extension host. */
export async function bundleHostTests(outfile: string): Promise<void> {
  await build({
    entryPoints: [path.join(import.meta.dirname, "in-host", "index.ts")],
    outfile,
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    external: ["vscode"],
    conditions: ["driftgraph-source"],
    // TensorFlow's package asks for it, of which only the look for an installation is used here.
    logOverride: { "empty-import-meta": "silent" },
    logLevel: "warning",
  });
}

/** Runs the tests at a path of the server's within its extension host, over the extension's sources' build. */
export async function runInHost(
  browser: Browser,
  workbench: Workbench,
  tests: string,
): Promise<readonly HostResult[]> {
  const page = await browser.newPage();
  const said: string[] = [];
  try {
    const ended = new Promise<number>((resolve) => {
      void page.exposeFunction("codeAutomationExit", (code: number) => resolve(code));
    });
    await page.exposeFunction("codeAutomationLog", (_: string, args: unknown[]) => {
      said.push(args.map(String).join(" "));
    });
    const { host } = new URL(workbench.address);
    await page.goto(
      workbench.page([
        ["extensionDevelopmentPath", extensionUri(workbench)],
        ["extensionTestsPath", `vscode-remote://${host}${tests}`],
      ]),
    );
    const late = new Promise<never>((_, reject) =>
      setTimeout(() => reject(new Error(`no end after ${PATIENCE_MS} ms`)), PATIENCE_MS).unref(),
    );
    await Promise.race([ended, late]);
    return resultsIn(said);
  } catch (error) {
    throw new Error(`${String(error)}\n${said.slice(-30).join("\n")}\n${workbench.output()}`);
  } finally {
    await page.close();
  }
}

const MARK = "driftgraph-results:";

function resultsIn(said: readonly string[]): HostResult[] {
  const line = said.find((text) => text.includes(MARK));
  if (line === undefined) throw new Error("the tests gave no results");
  return JSON.parse(line.slice(line.indexOf(MARK) + MARK.length));
}
