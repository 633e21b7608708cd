import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { run } from "./command.ts";
import { NAPI_VERSION, tfjsNodeFolder } from "./installation.ts";
import type { Stage } from "./stage.ts";

/** Where tfjs-node's installer downloads from, unless its own variable says otherwise. */
const BUCKET = "https://storage.googleapis.com/";
const PROBE_MS = 8000;
const INSTALLER_MS = 20 * 60_000;

/**
 * Runs tfjs-node's own installer, which downloads libtensorflow and the addon from its storage bucket.
 *
 * @returns why it can't, or undefined if all is there.
 */
export async function runInstaller({ folder, reporter }: Stage): Promise<string | undefined> {
  const unreachable = await whyUnreachable();
  if (unreachable !== undefined) return unreachable;
  const cwd = tfjsNodeFolder(folder);
  const bin = path.join(folder, "node_modules", ".bin");
  const { output } = await run([process.execPath, path.join("scripts", "install.js")], {
    cwd,
    env: withPath(bin),
    passThrough: reporter.interactive,
    timeout: INSTALLER_MS,
  });
  // It ends with code 0 after some failures too: what counts is what is there.
  return (await isComplete(cwd)) ? undefined : (output.trim().split("\n").at(-1) ?? "it failed");
}

async function whyUnreachable(): Promise<string | undefined> {
  const { HTTPS_PROXY, https_proxy, TFJS_NODE_CDN_STORAGE } = process.env;
  // The installer goes through a proxy, where fetch doesn't: then it is asked itself.
  if (HTTPS_PROXY ?? https_proxy) return undefined;
  const url = TFJS_NODE_CDN_STORAGE ?? BUCKET;
  try {
    await fetch(url, { method: "HEAD", signal: AbortSignal.timeout(PROBE_MS) });
    return undefined;
  } catch {
    return `${new URL(url).host} can't be reached`;
  }
}

async function isComplete(tfjsNode: string): Promise<boolean> {
  const libraries = await readdir(path.join(tfjsNode, "deps", "lib")).catch(() => []);
  const addon = path.join(tfjsNode, "lib", `napi-v${NAPI_VERSION}`, "tfjs_binding.node");
  return existsSync(addon) && libraries.some((name) => name.includes("tensorflow"));
}

function withPath(folder: string): NodeJS.ProcessEnv {
  const name = Object.keys(process.env).find((key) => key.toUpperCase() === "PATH") ?? "PATH";
  const value = [folder, process.env[name] ?? ""].join(path.delimiter);
  return { ...process.env, [name]: value };
}
