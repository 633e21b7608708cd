import path from "node:path";
import { pnpm } from "./pnpm.mjs";
import { PUBLISHED, ROOT } from "./workspace.mjs";

/**
 * @typedef {object} Packed
 * @property {string} folder the package's folder, relative to the root
 * @property {string} name
 * @property {string} version
 * @property {string} tarball the packed file's path
 * @property {string[]} files what is in it, sorted, with `/`
 */

/**
 * Packs every published package as it would be published; they must be built.
 *
 * @param {string} destination the folder for the tarballs
 * @returns {Promise<Packed[]>} in the order of the layers
 */
export async function packPublished(destination) {
  return Promise.all(PUBLISHED.map((folder) => packOne(folder, destination)));
}

/**
 * @param {string} folder
 * @param {string} destination
 * @returns {Promise<Packed>}
 */
async function packOne(folder, destination) {
  const { code, output } = await pnpm(["pack", "--json", "--pack-destination", destination], {
    cwd: path.join(ROOT, folder),
  });
  if (code !== 0) throw new Error(`pnpm pack failed in ${folder}:\n${output}`);
  const { name, version, filename, files } = JSON.parse(output.slice(output.indexOf("{")));
  return {
    folder,
    name,
    version,
    tarball: path.resolve(destination, filename),
    files: files.map((/** @type {{ path: string }} */ file) => file.path).sort(),
  };
}
