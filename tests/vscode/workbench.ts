import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { cacheFolder } from "../../scripts/cache-folder.mjs";
import { codeServer } from "../../scripts/code-server.mjs";
import { ROOT } from "../../scripts/workspace.mjs";

/** How long a loaded machine may take to start a server. */
const PATIENCE_MS = 90_000;

/** Settings that keep the workbench quiet. */
const SETTINGS = {
  "workbench.startupEditor": "none",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.tips.enabled": false,
  "workbench.welcomePage.walkthroughs.openOnInstall": false,
  "telemetry.telemetryLevel": "off",
  "chat.disableAIFeatures": true,
  "chat.commandCenter.enabled": false,
  "git.enabled": false,
  "typescript.validate.enable": false,
  "typescript.tsserver.automaticTypeAcquisition.enabled": false,
  "editor.minimap.enabled": false,
  "extensions.ignoreRecommendations": true,
  "update.showReleaseNotes": false,
};

/** A server that runs VS Code for a browser, with a workspace of its own. */
export interface Workbench {
  readonly address: string;
  /** The workspace's folder. */
  readonly workspace: string;
  readonly version: string;
  /** The address of a page that opens the workspace. */
  page(payload?: readonly (readonly [string, string])[]): string;
  /** Changes the user's settings; a page that is loaded from then on has them. */
  set(settings: Readonly<Record<string, unknown>>): Promise<void>;
  /** What the server and the extension host said, for a test that fails. */
  output(): string;
  close(): Promise<void>;
}

/** What a workbench is started with. */
export interface WorkbenchOptions {
  readonly which?: "current" | "oldest";
  /** A packed extension to install. */
  readonly vsix?: string;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Whether the workspace must be trusted first. */
  readonly trust?: boolean;
}

/** Starts VS Code over a copy of the tests' workspace; or tells why there is none here. */
export async function startWorkbench({
  which = "current",
  vsix,
  settings = {},
  trust = false,
}: WorkbenchOptions = {}): Promise<Workbench | { readonly skip: string }> {
  const installed = await codeServer(which);
  if ("skip" in installed) return installed;
  const folder = await mkdtemp(path.join(os.tmpdir(), "driftgraph-vscode-"));
  const workspace = path.join(folder, "workspace");
  await cp(path.join(import.meta.dirname, "fixtures", "workspace"), workspace, { recursive: true });
  await mkdir(path.join(folder, "data", "User"), { recursive: true });
  const set = (more: Readonly<Record<string, unknown>>): Promise<void> =>
    writeFile(
      path.join(folder, "data", "User", "settings.json"),
      JSON.stringify({ ...SETTINGS, ...settings, ...more }),
    );
  await set({});
  // Of all that the user has set up, the workbench sees only what Driftgraph did: libtensorflow.
  await mkdir(path.join(folder, "cache"));
  await symlink(cacheFolder(), path.join(folder, "cache", "driftgraph"));
  const env = environmentIn(folder);
  const extensions = path.join(folder, "extensions");
  const shared = ["--extensions-dir", extensions, "--user-data-dir", path.join(folder, "data")];
  if (vsix !== undefined) {
    const install = [installed.server, "--install-extension", vsix, ...shared];
    const child = spawn(installed.node, install, { env, stdio: ["ignore", "pipe", "pipe"] });
    const said = collect(child);
    const [code] = await once(child, "exit");
    if (code !== 0) throw new Error(`the extension can't be installed: ${said()}`);
  }
  const port = await freePort();
  const child = spawn(
    installed.node,
    [
      installed.server,
      ...["--bind-addr", `127.0.0.1:${port}`, "--auth", "none"],
      ...["--disable-telemetry", "--disable-update-check", "--disable-getting-started-override"],
      ...(trust ? [] : ["--disable-workspace-trust"]),
      ...shared,
      // Older ones don't know the option, and do without.
      ...(which === "current" ? ["--vscode-option", "enable-smoke-test-driver"] : []),
      workspace,
    ],
    { env, stdio: ["ignore", "pipe", "pipe"], detached: true },
  );
  const said = collect(child);
  const address = `http://127.0.0.1:${port}`;
  const close = async (): Promise<void> => {
    await end(child);
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    await healthy(`${address}/healthz`, child);
  } catch (error) {
    await close();
    throw new Error(`VS Code didn't start: ${said()}`, { cause: error });
  }
  return {
    address,
    workspace,
    version: installed.version,
    page(payload = []) {
      const query = new URLSearchParams({ folder: workspace });
      if (payload.length > 0) query.set("payload", JSON.stringify(payload));
      return `${address}/?${query}`;
    },
    set,
    output: said,
    close,
  };
}

/** The extension's folder, as a workbench at an address knows it. */
export function extensionUri(workbench: Workbench, ...below: readonly string[]): string {
  const { host } = new URL(workbench.address);
  return `vscode-remote://${host}${path.join(ROOT, "apps", "vscode", ...below)}`;
}

function environmentIn(folder: string): NodeJS.ProcessEnv {
  const { PATH, LANG } = process.env;
  return {
    PATH,
    LANG,
    HOME: folder,
    XDG_CONFIG_HOME: path.join(folder, "config"),
    XDG_DATA_HOME: path.join(folder, "share"),
    XDG_CACHE_HOME: path.join(folder, "cache"),
    EXTENSIONS_GALLERY: '{"serviceUrl":""}',
  };
}

function collect(child: ChildProcess): () => string {
  const chunks: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (chunk: Buffer) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString("utf8").slice(-4000);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (typeof address !== "object" || address === null) throw new Error("no port");
  return address.port;
}

async function healthy(url: string, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const response = await fetch(url).catch(() => undefined);
    if (response?.ok) return;
    if (child.exitCode !== null) throw new Error(`it ended with code ${child.exitCode}`);
    if (Date.now() > deadline) throw new Error(`it isn't healthy after ${PATIENCE_MS} ms`);
    await sleep(100);
  }
}

/** Ends a server with all that it started: they are a group. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.pid === undefined) return;
  const exited = once(child, "exit");
  process.kill(-child.pid, "SIGTERM");
  const late = setTimeout(
    () => child.pid !== undefined && process.kill(-child.pid, "SIGKILL"),
    5000,
  );
  await exited;
  clearTimeout(late);
}
