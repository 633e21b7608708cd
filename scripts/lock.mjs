import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { setTimeout as sleep } from "node:timers/promises";

const LOCK_PATIENCE_MS = 20 * 60_000;

/**
 * Does what only one process may do at a time; the others wait for it. A lock whose owner has died is
 * taken over.
 *
 * @param {string} lock a file's path
 * @param {() => Promise<void>} work
 */
export async function locked(lock, work) {
  await mkdir(path.dirname(lock), { recursive: true });
  const deadline = Date.now() + LOCK_PATIENCE_MS;
  while (!(await acquired(lock))) {
    if (Date.now() > deadline) throw new Error(`gave up waiting for ${lock}`);
    await sleep(500);
  }
  try {
    await work();
  } finally {
    await rm(lock, { force: true });
  }
}

/** @param {string} lock */
async function acquired(lock) {
  try {
    await writeFile(lock, String(process.pid), { flag: "wx" });
    return true;
  } catch {
    const owner = Number(await readFile(lock, "utf8").catch(() => ""));
    if (owner > 0 && !isAlive(owner)) await rm(lock, { force: true });
    return false;
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
