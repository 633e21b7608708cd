import type { ChildProcess } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import path from "node:path";
import { findRuns, readRun } from "@driftgraph/viewer/server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launchChromium } from "../browser/chromium.ts";
import { driftgraph, type Ended, emptyFolder, start } from "./command.ts";

const cwd = emptyFolder();
let child: ChildProcess;
let ended: Promise<Ended>;
let address: URL;

/** The address that the command prints once it serves. */
function printed(process: ChildProcess): Promise<URL> {
  return new Promise((resolve, reject) => {
    let text = "";
    process.stdout?.on("data", (chunk: string) => {
      text += chunk;
      const [url] = /http:\/\/\S+/.exec(text) ?? [];
      if (url !== undefined) resolve(new URL(url));
    });
    process.on("close", () => reject(new Error(`no address in ${JSON.stringify(text)}`)));
  });
}

beforeAll(async () => {
  const small = ["--paths", "600", "--t-end", "2", "--dt", "0.1", "-q"];
  await driftgraph(["run", "switch", ...small], { cwd });
  await driftgraph(["run", "ornstein-uhlenbeck", ...small, "--name", "R&D"], { cwd });
  mkdirSync(path.join(cwd, "secret"));
  writeFileSync(path.join(cwd, "secret", "events.out.tfevents.1.x"), "secret");
  symlinkSync(path.join(cwd, "secret"), path.join(cwd, "runs", "way-out"), "junction");
  ({ child, ended } = start(["view", "runs", "--port", "0", "--no-open"], { cwd }));
  address = await printed(child);
});

afterAll(async () => {
  child.kill("SIGINT");
  await ended;
});

/** Sends exactly this request, which fetch would tidy up. */
function send(
  target: string,
  options: { method?: string; headers?: Record<string, string> } = {},
): Promise<number> {
  return new Promise((resolve, reject) => {
    const sent = request(
      { host: address.hostname, port: address.port, path: target, ...options },
      (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      },
    );
    sent.on("error", reject).end();
  });
}

describe("driftgraph view", () => {
  it("listens on this machine alone, and lists the runs of its folder alone", async () => {
    expect(address.hostname).toBe("127.0.0.1");
    const response = await fetch(new URL("api/files", address));
    const { files } = (await response.json()) as { files: { path: string }[] };
    expect(files.map(({ path: file }) => path.posix.dirname(file))).toEqual(["R&D", "switch-1"]);
  });

  it("serves logs that hold the run's numbers", async () => {
    const { runs } = await findRuns(path.join(cwd, "runs"));
    const found = runs.find(({ name }) => name === "switch-1");
    const run = found && (await readRun(found));
    expect(run).toMatchObject({ model: "switch", problems: [] });
    expect(run?.times).toHaveLength(21);
    const [x1] = run?.series ?? [];
    expect(x1?.samples).toHaveLength(100);
    expect(x1?.samples[0]).toHaveLength(21);
    expect(x1?.final?.counts.reduce((sum, count) => sum + count, 0)).toBe(600);
  });

  it("forbids the page everything but its own script, style and data", async () => {
    const { headers } = await fetch(address);
    const policy = headers.get("content-security-policy") ?? "";
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe|\*/);
    expect(headers.get("x-content-type-options")).toBe("nosniff");
  });

  it.each([
    ["/api/files/../secret/events.out.tfevents.1.x", 404],
    ["/api/files/%2e%2e%2fsecret%2fevents.out.tfevents.1.x", 404],
    ["/api/files/way-out/events.out.tfevents.1.x", 404],
    ["/../secret/events.out.tfevents.1.x", 404],
    ["/runs/switch-1", 404],
    ["//evil.example/", 404],
    ["/%00", 404],
  ])("answers %s with %i", async (target, status) => {
    expect(await send(target)).toBe(status);
  });

  it("refuses other hosts, other sites and other methods", async () => {
    expect(await send("/api/files", { headers: { host: "evil.example" } })).toBe(421);
    expect(await send("/api/files", { headers: { origin: "http://evil.example" } })).toBe(403);
    expect(await send("/api/files", { headers: { "sec-fetch-site": "cross-site" } })).toBe(403);
    expect(await send("/api/files", { method: "PUT" })).toBe(405);
    expect(await send("/", { method: "HEAD" })).toBe(200);
  });

  it("says that a port is in use", async () => {
    const { code, err } = await driftgraph(["view", "runs", "--port", address.port, "--no-open"], {
      cwd,
    });
    expect(code).not.toBe(0);
    expect(err).toContain("the port is in use");
  });
});

const launched = await launchChromium();

describe.skipIf("skip" in launched)("the page", () => {
  afterAll(async () => {
    if ("browser" in launched) await launched.browser.close();
  });

  it("draws the runs, without an error on the console", async () => {
    if ("skip" in launched) return;
    const page = await launched.browser.newPage();
    const complaints: string[] = [];
    page.on(
      "console",
      (message) => void (message.type() === "error" && complaints.push(message.text())),
    );
    page.on("pageerror", (error) => void complaints.push(error.message));
    await page.goto(address.href);
    const runs = page.getByRole("navigation", { name: "Runs" });
    await runs.getByText("switch-1").click();
    await page.getByRole("tab", { name: "Overview" }).waitFor();
    await page.locator("math").first().waitFor();
    expect(page.url()).toContain("run=switch-1");
    expect(complaints).toEqual([]);
  });
});
