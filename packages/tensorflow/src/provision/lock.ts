import { randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import { mkdir, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";

/** The owner shows at this interval that it lives; process ids would say nothing across containers. */
const HEARTBEAT_MS = 2000;
/** A lock that was not touched for so long belongs to nobody. */
const STALE_MS = 10_000;
const POLL_MS = 500;

/**
 * Does what only one process may do at a time, on this machine or on others that share the folder.
 *
 * A lock whose owner has died is taken over.
 *
 * @param onWait called once if another process has the lock.
 */
export async function locked<T>(
  lock: string,
  work: () => Promise<T>,
  onWait: () => void = () => {},
): Promise<T> {
  await mkdir(path.dirname(lock), { recursive: true });
  const token = randomUUID();
  let told = false;
  while (!(await acquire(lock, token))) {
    if (!told) onWait();
    told = true;
    await sleep(POLL_MS);
  }
  const beat = setInterval(() => void touch(lock), HEARTBEAT_MS);
  const leave = releasedBySignals(lock);
  try {
    return await work();
  } finally {
    leave();
    clearInterval(beat);
    if ((await holder(lock)) === token) await rm(lock, { force: true });
  }
}

/** Gives the lock back at Ctrl-C too, so that the next attempt need not wait until it is stale. */
function releasedBySignals(lock: string): () => void {
  const release = (signal: NodeJS.Signals): void => {
    rmSync(lock, { force: true });
    leave();
    process.kill(process.pid, signal);
  };
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  const leave = (): void => {
    for (const signal of signals) process.off(signal, release);
  };
  for (const signal of signals) process.on(signal, release);
  return leave;
}

async function acquire(lock: string, token: string): Promise<boolean> {
  try {
    await writeFile(lock, token, { flag: "wx" });
    return true;
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    if (await isStale(lock)) await rm(lock, { force: true });
    return false;
  }
}

async function isStale(lock: string): Promise<boolean> {
  const found = await stat(lock).catch(() => undefined);
  return found !== undefined && Date.now() - found.mtimeMs > STALE_MS;
}

async function touch(lock: string): Promise<void> {
  const now = new Date();
  await utimes(lock, now, now).catch(() => undefined);
}

function holder(lock: string): Promise<string> {
  return readFile(lock, "utf8").catch(() => "");
}
