import { readFileSync } from "node:fs";
import { packageRoot } from "./package-root.ts";

/** The version of this command. */
export function version(): string {
  const manifest: unknown = JSON.parse(
    readFileSync(new URL("package.json", packageRoot()), "utf8"),
  );
  if (typeof manifest === "object" && manifest !== null && "version" in manifest)
    return String(manifest.version);
  return "unknown";
}
