import { spawn } from "node:child_process";
import { once } from "node:events";
import process from "node:process";

/** A command that serves a page until it is told to stop. */
export interface Server {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** Starts a command and waits until it says where its page is. */
export async function startServer(
  [program = "", ...args]: readonly string[],
  cwd: string,
): Promise<Server> {
  // A group of its own, so that Ctrl-C reaches the whole of it, as in a terminal.
  const child = spawn(program, args, { cwd, detached: true, stdio: ["ignore", "pipe", "pipe"] });
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    interrupt(child.pid);
    await ended;
  };
  let printed = "";
  const url = new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      printed += chunk.toString();
      const [found] = /http:\/\/\S+/.exec(printed) ?? [];
      if (found !== undefined) resolve(found);
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.on("error", reject);
    child.on("exit", () => reject(new Error(`ended before it served a page:\n${printed}`)));
  });
  return { url: await url, stop };
}

function interrupt(pid: number | undefined): void {
  if (pid === undefined) return;
  if (process.platform === "win32") process.kill(pid);
  else process.kill(-pid, "SIGINT");
}
