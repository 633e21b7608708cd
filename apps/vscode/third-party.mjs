import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/**
 * The licences of all npm packages that are bundled, as their terms ask.
 *
 * @param {readonly string[]} inputs files of the bundles
 * @param {readonly string[]} folders of further packages
 */
export function thirdPartyNotices(inputs, folders) {
  /** @type {Map<string, string>} */
  const notices = new Map();
  for (const folder of [...inputs.flatMap(packageFolder), ...folders]) {
    const manifest = path.join(folder, "package.json");
    if (!existsSync(manifest)) continue;
    const { name, version, license } = JSON.parse(readFileSync(manifest, "utf8"));
    if (!name || notices.has(name)) continue;
    notices.set(name, `## ${name} ${version} (${license})\n\n${licenceText(folder)}`);
  }
  const sorted = [...notices].sort(([a], [b]) => a.localeCompare(b)).map(([, text]) => text);
  return `# What is bundled\n\n${sorted.join("\n\n")}\n`;
}

/** @param {string} file */
function packageFolder(file) {
  const [, folder] = /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path.resolve(file)) ?? [];
  return folder === undefined ? [] : [folder];
}

/** @param {string} folder */
function licenceText(folder) {
  const file = readdirSync(folder).find((name) => /^(licen[cs]e|copying)/i.test(name));
  return file === undefined
    ? "See the package's page for its licence."
    : readFileSync(path.join(folder, file), "utf8").trim();
}
