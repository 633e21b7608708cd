import path from "node:path";
import { generateMessages } from "../../../scripts/generate-messages.mjs";

/** Makes src/generated/messages.js from proto/*.proto; SavedModels are only written here. */
export function generate() {
  const root = path.resolve(import.meta.dirname, "..");
  return generateMessages(root, "driftgraph-tensorflow", ["--no-decode"]);
}

if (process.argv[1] === import.meta.filename) await generate();
