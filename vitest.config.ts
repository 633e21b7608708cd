import { defineConfig } from "vitest/config";

// Packages import each other by name; this condition resolves them to their sources, so no build is needed.
const conditions = ["driftgraph-source", "node", "import", "module", "default"];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
  test: {
    environment: "node",
    include: ["{packages,apps}/*/src/**/*.test.ts", "tests/**/*.test.ts"],
    exclude: ["**/node_modules/**", "**/dist/**"],
    testTimeout: 20_000,
  },
});
