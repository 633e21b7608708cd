import os from "node:os";
import path from "node:path";
import process from "node:process";

/** Where tools that the checkout needs are kept between checkouts: the user's cache folder. */
export function cacheFolder() {
  return path.join(userCache(), "driftgraph");
}

function userCache() {
  const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  if (XDG_CACHE_HOME) return XDG_CACHE_HOME;
  if (process.platform === "win32" && LOCALAPPDATA) return LOCALAPPDATA;
  if (process.platform === "darwin") return path.join(os.homedir(), "Library", "Caches");
  return path.join(os.homedir(), ".cache");
}
