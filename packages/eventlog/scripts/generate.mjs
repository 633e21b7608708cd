import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { promisify } from "node:util";

const ROOT = path.resolve(import.meta.dirname, "..");
const PROTO = path.join(ROOT, "proto");
const OUTPUT = path.join(ROOT, "src", "generated", "messages.js");

// Plain objects go in and out, so only encode and decode are wanted.
const OPTIONS = [
  "--target=static-module",
  "--wrap=esm",
  "--dependency=protobufjs/minimal.js",
  "--root=driftgraph-eventlog",
  ...["create", "verify", "convert", "delimited", "typeurl", "comments", "service"].map(
    (part) => `--no-${part}`,
  ),
  `--path=${PROTO}`,
];

/** Makes src/generated/messages.js from proto/*.proto with protobufjs; leaves it alone when it is the same. */
export async function generate() {
  const { pbjs } = createRequire(import.meta.url)("protobufjs-cli");
  const files = (await readdir(PROTO)).filter((name) => name.endsWith(".proto")).sort();
  const code = await promisify(pbjs.main)([
    ...OPTIONS,
    ...files.map((name) => path.join(PROTO, name)),
  ]);
  if (code === (await readFile(OUTPUT, "utf8").catch(() => ""))) return;
  await mkdir(path.dirname(OUTPUT), { recursive: true });
  await writeFile(OUTPUT, code);
}

if (process.argv[1] === import.meta.filename) await generate();
