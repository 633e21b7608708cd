import { defineConfig } from "vitest/config";

// Packages import each other by name; this condition resolves them to their sources, so no build is needed.
const conditions = ["driftgraph-source", "node", "import", "module", "default"];

const TESTS = ["{packages,apps}/*/src/**/*.test.ts", "tests/**/*.test.ts"];
/** Tests that measure time, start servers or build: one after the other, when the rest is done. */
const ALONE = "**/*.alone.test.ts";
const NEVER = ["**/node_modules/**", "**/dist/**"];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    environment: "node",
    testTimeout: 20_000,
    setupFiles: ["./vitest.setup.ts"],
    projects: [
      {
        extends: true,
        test: {
          name: "together",
          include: TESTS,
          exclude: [...NEVER, ALONE],
          // All cores: many of these wait for a browser or another process.
          maxWorkers: "100%",
        },
      },
      {
        extends: true,
        test: {
          name: "alone",
          include: [ALONE],
          exclude: NEVER,
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
