import { spawn } from "node:child_process";
import { once } from "node:events";
import { statSync } from "node:fs";
import { startViewServer } from "@driftgraph/viewer/server";
import type { Arguments } from "../arguments/parse.ts";
import { UsageError } from "../arguments/usage-error.ts";
import { readNumber } from "../arguments/values.ts";
import { EXIT, type ExitCode } from "../command.ts";
import type { Terminal } from "../terminal/terminal.ts";

/** Beside TensorBoard's 6006, so that both can run. */
const FIRST_PORT = 6007;
const PORTS_TRIED = 20;

/** Serves a logdir until Ctrl-C. */
export async function viewLogdir(args: Arguments, terminal: Terminal): Promise<ExitCode> {
  const logdir = args.positional("LOGDIR") ?? "";
  const ports = portsOf(args.text("port"));
  if (!statSync(logdir, { throwIfNoEntry: false })?.isDirectory()) {
    throw new UsageError(`there is no folder ${logdir}`, {
      hint: "driftgraph run writes its logs to ./runs.",
    });
  }
  const host = args.text("host") ?? "127.0.0.1";
  const server = await startViewServer({ logdir, ports, host });
  terminal.out(`Run logs in ${logdir} are at ${server.urls.join(" or ")} (Ctrl-C ends)\n`);
  if (server.url.includes("?token=")) {
    terminal.out(
      "Whoever has this address, with its token, can read, rename and delete these runs.\n",
    );
  }
  if (args.flag("open") ?? hasBrowser(process)) openBrowser(server.url);
  await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
  await server.close();
  return EXIT.ok;
}

/** A port that was asked for is the only one; else the first free one is taken. */
function portsOf(text: string | undefined): number[] {
  if (text === undefined)
    return [...Array.from({ length: PORTS_TRIED }, (_, i) => FIRST_PORT + i), 0];
  const port = readNumber("--port", text);
  if (Number.isSafeInteger(port) && port >= 0 && port <= 65_535) return [port];
  throw new UsageError(`--port is ${text}, expected a whole number from 0 to 65535`);
}

/** Whether a person sits in front of this machine, as far as can be told. */
function hasBrowser({ platform, env, stdout }: NodeJS.Process): boolean {
  if (!stdout.isTTY || env["CI"] || env["SSH_CONNECTION"]) return false;
  return (
    platform === "darwin" ||
    platform === "win32" ||
    Boolean(env["DISPLAY"] ?? env["WAYLAND_DISPLAY"])
  );
}

const OPENERS: Readonly<Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>>> = {
  darwin: ["open"],
  win32: ["rundll32", "url.dll,FileProtocolHandler"],
};

function openBrowser(url: string): void {
  const [program, ...args] = OPENERS[process.platform] ?? ["xdg-open"];
  const child = spawn(program, [...args, url], { stdio: "ignore", detached: true });
  // Without a browser there is still the address that was printed.
  child.on("error", () => undefined);
  child.unref();
}
