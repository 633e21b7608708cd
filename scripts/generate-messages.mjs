import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { promisify } from "node:util";

// Plain objects go in and out, so only encode and decode are wanted.
const WITHOUT = ["create", "verify", "convert", "delimited", "typeurl", "comments", "service"];

/**
 * Makes a package's src/generated/messages.js from its proto/*.proto with protobufjs; leaves it alone when
 * it is the same.
 *
 * @param {string} root the package's folder
 * @param {string} name of the code's own root among those that one program loads
 * @param {readonly string[]} [options] more options of pbjs
 */
export async function generateMessages(root, name, options = []) {
  const { pbjs } = createRequire(path.join(root, "package.json"))("protobufjs-cli");
  const proto = path.join(root, "proto");
  const output = path.join(root, "src", "generated", "messages.js");
  const files = (await readdir(proto)).filter((file) => file.endsWith(".proto")).sort();
  const code = await promisify(pbjs.main)([
    ...["--target=static-module", "--wrap=esm", "--dependency=protobufjs/minimal.js"],
    `--root=${name}`,
    ...WITHOUT.map((part) => `--no-${part}`),
    ...options,
    `--path=${proto}`,
    ...files.map((file) => path.join(proto, file)),
  ]);
  if (code === (await readFile(output, "utf8").catch(() => ""))) return;
  await mkdir(path.dirname(output), { recursive: true });
  await writeFile(output, code);
}
