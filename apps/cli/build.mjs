import { buildPackage } from "../../scripts/build-package.mjs";

// The hooks are a file of their own: Node 20 runs them in the loader's thread, by URL.
await buildPackage(import.meta.dirname, [
  {
    platform: "node",
    outdir: "dist",
    entries: { index: "src/index.ts", "model-hooks": "src/model/hooks-thread.ts" },
  },
]);
