import { defineConfig } from "vite";

/** One file with everything: style, workers and libraries, so that a page, a report and an editor load the same. */
export default defineConfig({
  // Our packages from their sources, so that what the page does not use is left out.
  resolve: { conditions: ["driftgraph-source", "module", "browser", "production", "default"] },
  build: {
    lib: { entry: "src/bundle.ts", formats: ["es"], fileName: () => "viewer.js" },
    outDir: "dist/page",
    emptyOutDir: false,
    target: "es2023",
    copyPublicDir: false,
    // What is imported when it is needed is run only then, but stands in the same file.
    rolldownOptions: { output: { codeSplitting: false } },
  },
  // Classic workers: in a page opened as a file, browsers refuse to load modules from blobs.
  worker: { format: "iife" },
});
