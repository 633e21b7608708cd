import {
  closeSync,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import module, { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import v8 from "node:v8";
import vm from "node:vm";
import { crc32 } from "node:zlib";

/** Days after which compiled code is made anew, so that no version's is kept for ever. */
const DAYS_KEPT = 30;
const DAY = 86_400_000;
const CHECKSUM_BYTES = 4;

/**
 * Loads a CommonJS file with the code that the engine compiled of it at an earlier start: a third of a
 * short run is compiling.
 *
 * Node 22 and newer keep compiled code by themselves; for Node 20 it is kept in the user's own cache folder,
 * by where the file is and what it holds (its first line is a hash of that), and by the engine's version and
 * flags.
 *
 * @param {string} file whose first line is a comment of a hash of what follows
 * @returns {{ exports: any, keep: () => void }} `keep` keeps what was compiled until then, unless it is kept
 */
export function loadCompiled(file) {
  const require = createRequire(file);
  if (module.enableCompileCache) return { exports: require(file), keep: () => {} };
  const source = readFileSync(file, "utf8");
  const kept = keptFile(file, source);
  const cachedData = kept && readKept(kept);
  const script = new vm.Script(module.wrap(source), { filename: file, cachedData });
  const loaded = { exports: {} };
  const run = script.runInThisContext();
  run(loaded.exports, require, loaded, file, path.dirname(file));
  const isKept = cachedData !== undefined && !script.cachedDataRejected;
  return {
    exports: loaded.exports,
    keep: () => {
      if (kept && !isKept) keepCode(kept, script.createCachedData());
    },
  };
}

/**
 * Where the code of a source is kept; undefined for a user without a home.
 *
 * By its path, too: stack traces of kept code name the file that it was first compiled from.
 *
 * @param {string} file
 * @param {string} source
 */
function keptFile(file, source) {
  const hash = source.slice(0, source.indexOf("\n")).replace(/\W/g, "");
  const name = `${hash}-${crc32(file)}-${process.arch}-${v8.cachedDataVersionTag()}.code`;
  try {
    const file = path.join(userCache(), "driftgraph", "compiled-code", name);
    return path.isAbsolute(file) ? file : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Code that this user kept, and whole: it is run as it is, and the engine crashes on a damaged one, so a
 * checksum stands behind it.
 *
 * @param {string} file
 */
function readKept(file) {
  try {
    const descriptor = openSync(file, "r");
    try {
      if (fstatSync(descriptor).uid !== (process.getuid?.() ?? 0)) return undefined;
      const bytes = readFileSync(descriptor);
      const code = bytes.subarray(0, -CHECKSUM_BYTES);
      return crc32(code) === bytes.readUInt32LE(code.length) ? code : undefined;
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return undefined;
  }
}

/**
 * @param {string} file
 * @param {Buffer} code
 */
function keepCode(file, code) {
  const folder = path.dirname(file);
  const checksum = Buffer.alloc(CHECKSUM_BYTES);
  checksum.writeUInt32LE(crc32(code));
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    dropOld(folder);
    // Renamed when it is whole: another start may be reading.
    const partial = `${file}.${process.pid}`;
    writeFileSync(partial, Buffer.concat([code, checksum]));
    renameSync(partial, file);
  } catch {
    // A folder that can't be written costs later starts their time, nothing else.
  }
}

/** @param {string} folder */
function dropOld(folder) {
  for (const name of readdirSync(folder)) {
    const file = path.join(folder, name);
    if (Date.now() - statSync(file).mtimeMs > DAYS_KEPT * DAY) rmSync(file);
  }
}

function userCache() {
  const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  if (process.platform === "win32" && LOCALAPPDATA) return LOCALAPPDATA;
  if (process.platform === "darwin") return path.join(os.homedir(), "Library", "Caches");
  return XDG_CACHE_HOME || path.join(os.homedir(), ".cache");
}
