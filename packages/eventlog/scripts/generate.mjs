import path from "node:path";
import { generateMessages } from "../../../scripts/generate-messages.mjs";

/** Makes src/generated/messages.js from proto/*.proto. */
export function generate() {
  return generateMessages(path.resolve(import.meta.dirname, ".."), "driftgraph-eventlog");
}

if (process.argv[1] === import.meta.filename) await generate();
