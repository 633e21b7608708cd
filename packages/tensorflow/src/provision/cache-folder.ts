import os from "node:os";
import path from "node:path";
import process from "node:process";

/** The user's cache folder for Driftgraph, outside of any project: shared by all of them. */
export function cacheFolder(): string {
  return path.join(userCache(), "driftgraph");
}

function userCache(): string {
  const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  if (XDG_CACHE_HOME) return XDG_CACHE_HOME;
  if (process.platform === "win32" && LOCALAPPDATA) return LOCALAPPDATA;
  if (process.platform === "darwin") return path.join(os.homedir(), "Library", "Caches");
  return path.join(os.homedir(), ".cache");
}
