import { createServer, type Server } from "node:http";
import { fileURLToPath } from "node:url";
import { type Run, simulate } from "@driftgraph/core";
import { models } from "@driftgraph/models";
import { build } from "esbuild";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchChromium } from "./chromium.ts";

const OPTIONS = { paths: 3000, seed: 11, scheme: "rk4-article" } as const;
const launched = await launchChromium();

/** A policy that allows kernels, but no threads from blobs. */
const STRICT = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'";

/** The page's program and its worker's, bundled as a user's bundler would. */
async function bundle(entry: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(entry, import.meta.url))],
    bundle: true,
    write: false,
    format: "esm",
    target: "es2023",
    platform: "browser",
    conditions: ["driftgraph-source"],
  });
  return outputFiles[0]?.text ?? "";
}

/** What is compared: bits of the final means and a checksum of the histograms. */
function fingerprint({ ensembles, threads }: Run): { values: string; threads: number } {
  const [ensemble] = ensembles;
  const numbers = ensemble?.series.flatMap(({ mean, variance, histogram }) => [
    ...mean,
    ...variance,
    ...histogram.flatMap((counts) => [...counts]),
  ]);
  return { values: JSON.stringify(numbers), threads };
}

describe.skipIf("skip" in launched)("simulate in a browser", () => {
  let server: Server;
  let browser: Browser;
  let origin: string;

  beforeAll(async () => {
    if ("skip" in launched) return;
    browser = launched.browser;
    const program = await bundle("./page.ts");
    server = createServer((request, response) => {
      response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
      response.setHeader("Cross-Origin-Embedder-Policy", "require-corp");
      const script = request.url === "/page.js";
      if (request.url === "/strict") response.setHeader("Content-Security-Policy", STRICT);
      response.setHeader("Content-Type", script ? "text/javascript" : "text/html");
      response.end(
        script
          ? program
          : '<!doctype html><title>run</title><script type="module" src="/page.js"></script>',
      );
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    origin = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
  });

  afterAll(async () => {
    server?.close();
    await browser?.close();
  });

  it.each(["page", "worker"])("gives the very bits that Node gives, in a %s", async (where) => {
    const page = await browser.newPage();
    await page.goto(origin);
    await page.waitForFunction("globalThis.ready === true");
    const expected = fingerprint(await simulate(models.switch, { ...OPTIONS, fma: false }));
    for (const threads of where === "page" ? [1, 2] : [1]) {
      const script = `globalThis.run(${JSON.stringify(where)}, ${JSON.stringify({ ...OPTIONS, fma: false, threads })})`;
      const found = await page.evaluate(script);
      expect(found).toEqual({ values: expected.values, threads });
    }
    await page.close();
  });

  it("takes one thread where the page's policy forbids others", async () => {
    const page = await browser.newPage();
    await page.goto(`${origin}/strict`);
    await page.waitForFunction("globalThis.ready === true");
    const options = { ...OPTIONS, fma: false, threads: 2 };
    const expected = fingerprint(await simulate(models.switch, { ...options, threads: 1 }));
    const script = `globalThis.run("page", ${JSON.stringify(options)})`;
    expect(await page.evaluate(script)).toEqual({ values: expected.values, threads: 1 });
    await page.close();
  });
});
