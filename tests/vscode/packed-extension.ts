import { readdir } from "node:fs/promises";
import path from "node:path";
import { run, withNode } from "../../scripts/command.mjs";
import { ROOT } from "../../scripts/workspace.mjs";

let packed: Promise<string> | undefined;

/** Packs the extension as its users get it, once for all tests of a file; the path of the `.vsix`. */
export function packedExtension(): Promise<string> {
  packed ??= pack();
  return packed;
}

async function pack(): Promise<string> {
  const folder = path.join(ROOT, "apps", "vscode");
  const { code, output } = await run(withNode([path.join(folder, "package.mjs")]));
  if (code !== 0) throw new Error(`the extension can't be packed: ${output}`);
  const [vsix] = (await readdir(folder)).filter((name) => name.endsWith(".vsix"));
  if (vsix === undefined) throw new Error("there is no .vsix");
  return path.join(folder, vsix);
}
