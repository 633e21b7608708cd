// @ts-check
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, rename } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { cacheFolder } from "../../../scripts/cache-folder.mjs";
import { MissingPeer, startPeer } from "../peer.mjs";

const execute = promisify(execFile);

const SOURCE = fileURLToPath(new URL("../reference/reference.cpp", import.meta.url));
const COMMON_FLAGS = ["-std=c++17", "-O3", "-pthread"];
export const TARGETS = { avx2: ["-mavx2", "-mfma"], native: ["-march=native"] };

/**
 * Starts the C++ reference, compiled by whatever `c++` is there.
 *
 * @param {string} workload
 * @param {keyof typeof TARGETS} target
 * @param {number} [paths] the workload's own number by default
 * @throws MissingPeer where it can't be compiled
 */
export async function startReference(workload, target, paths = 0) {
  return startPeer([await compileReference(target), workload, String(paths)]);
}

/**
 * The program's path; compiled once for each source, compiler, flags and processor.
 *
 * @param {keyof typeof TARGETS} target
 * @throws MissingPeer where there is no compiler, or no such processor
 */
export async function compileReference(target) {
  if (process.arch !== "x64")
    throw new MissingPeer("it is written for x86-64 processors with AVX2");
  const compiler = process.env.CXX || "c++";
  const version = await execute(compiler, ["--version"]).catch(() => {
    throw new MissingPeer(
      `no C++ compiler: "${compiler}" is not on the PATH; CXX may name another`,
    );
  });
  const flags = [...COMMON_FLAGS, ...TARGETS[target]];
  const key = [await readFile(SOURCE, "utf8"), version.stdout, ...flags, os.cpus()[0]?.model].join(
    "\n",
  );
  const name = `reference-${createHash("sha256").update(key).digest("hex").slice(0, 16)}`;
  const program = path.join(
    cacheFolder(),
    "bench",
    name + (process.platform === "win32" ? ".exe" : ""),
  );
  if (!existsSync(program)) await compile([compiler, ...flags], program);
  return program;
}

/**
 * @param {readonly string[]} command
 * @param {string} program
 */
async function compile([compiler = "", ...flags], program) {
  await mkdir(path.dirname(program), { recursive: true });
  // Under another name until it is whole: two benchmarks may compile at once.
  const unfinished = `${program}.${process.pid}`;
  await execute(compiler, [...flags, SOURCE, "-o", unfinished]).catch((error) => {
    throw new MissingPeer(
      `${compiler} can't compile it: ${
        String(error.stderr ?? error)
          .trim()
          .split("\n")[0]
      }`,
    );
  });
  await rename(unfinished, program);
}
