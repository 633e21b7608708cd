import { existsSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { mustRun } from "./command.ts";
import { NAPI_VERSION, tfjsNodeFolder } from "./installation.ts";
import type { Stage } from "./stage.ts";

/** Compiles tfjs-node's addon against the libraries in its folder. */
export async function buildAddon({ folder }: Stage): Promise<void> {
  const tfjsNode = tfjsNodeFolder(folder);
  const gyp = path.join(folder, "node_modules", "node-gyp", "bin", "node-gyp.js");
  await mustRun(
    [
      ...[process.execPath, gyp, "rebuild", ...headers(), "--module_name=tfjs_binding"],
      `--module_path=${path.join(tfjsNode, "lib", `napi-v${NAPI_VERSION}`)}`,
      `--napi_build_version=${NAPI_VERSION}`,
    ],
    {
      cwd: tfjsNode,
      what: "the addon could not be compiled",
      hint:
        "It takes a C++17 compiler, make, Python 3 and Node.js's headers (node-gyp --nodedir, if nodejs.org can't be reached).\n" +
        "Then run driftgraph setup tensorflow again: it goes on from here.",
    },
  );
}

/** The headers that came with this Node.js, if any: then node-gyp need not download them. */
function headers(): string[] {
  const prefix = path.join(path.dirname(process.execPath), "..");
  const has = existsSync(path.join(prefix, "include", "node", "node_api.h"));
  return has ? [`--nodedir=${prefix}`] : [];
}
