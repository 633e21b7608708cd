import { createHash } from "node:crypto";
import { createReadStream, readFileSync, statSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { pipeline } from "node:stream/promises";
import { cacheFolder } from "./cache-folder.ts";

/** The version of `@tensorflow/tfjs-node`, as in `libtensorflow/package.json`. */
const TFJS_NODE_VERSION = "4.22.0";
/** The Node-API version of its addon: the same for every Node.js from 18 on. */
export const NAPI_VERSION = 8;
/** Raised when an installation's layout changes, so that older ones are not used. */
const LAYOUT = 1;
const RECORD = "installation.json";

/** A file of an installation that must be whole. */
export interface InstalledFile {
  /** Relative to the installation's folder, with slashes. */
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** Where libtensorflow came from. */
export type Source = "installer" | "wheel" | "python";

/** libtensorflow and tfjs-node, ready to be loaded. */
export interface Installation {
  readonly folder: string;
  /** The version of libtensorflow. */
  readonly tensorflow: string;
  readonly source: Source;
  /** The addon and the libraries that it loads. */
  readonly files: readonly InstalledFile[];
}

/** The folder of the installation for this platform. */
export function installationFolder(): string {
  const { platform, arch } = process;
  const name = `tfjs-node-${TFJS_NODE_VERSION}-napi-${NAPI_VERSION}-${platform}-${arch}-${LAYOUT}`;
  return path.join(cacheFolder(), name);
}

/** tfjs-node's own folder in an installation. */
export function tfjsNodeFolder(folder: string): string {
  return path.join(folder, "node_modules", "@tensorflow", "tfjs-node");
}

/** The installation of this machine; undefined if there is none, or one of its files is not whole. */
export function findInstallation(folder: string = installationFolder()): Installation | undefined {
  const record = readRecord(folder);
  return record?.files.every((file) => hasSize(folder, file)) ? record : undefined;
}

/** Files of an installation whose content is not what was installed. */
export async function damagedFiles({ folder, files }: Installation): Promise<string[]> {
  const damaged: string[] = [];
  for (const { path: file, sha256 } of files) {
    const found = await sha256Of(path.join(folder, file)).catch(() => "");
    if (found !== sha256) damaged.push(file);
  }
  return damaged;
}

/** What is told of an installation, as the file beside it. */
export function recordFile(folder: string): string {
  return path.join(folder, RECORD);
}

/** The SHA-256 of a file in hexadecimal digits. */
export async function sha256Of(file: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash);
  return hash.digest("hex");
}

function readRecord(folder: string): Installation | undefined {
  try {
    const record: unknown = JSON.parse(readFileSync(recordFile(folder), "utf8"));
    return isRecord(record) ? { ...record, folder } : undefined;
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Omit<Installation, "folder"> {
  if (typeof value !== "object" || value === null) return false;
  const { tensorflow, source, files } = value as Readonly<Record<string, unknown>>;
  return (
    typeof tensorflow === "string" &&
    (source === "installer" || source === "wheel" || source === "python") &&
    Array.isArray(files) &&
    files.length > 0 &&
    files.every(isInstalledFile)
  );
}

function isInstalledFile(value: unknown): value is InstalledFile {
  if (typeof value !== "object" || value === null) return false;
  const { path: file, bytes, sha256 } = value as Readonly<Record<string, unknown>>;
  return typeof file === "string" && typeof bytes === "number" && typeof sha256 === "string";
}

function hasSize(folder: string, { path: file, bytes }: InstalledFile): boolean {
  return statSync(path.join(folder, file), { throwIfNoEntry: false })?.size === bytes;
}
