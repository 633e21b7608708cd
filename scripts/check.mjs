import process from "node:process";
import { prepare } from "./prepare.mjs";

await prepare();
// Only now, since it imports what has just been installed.
const { runChecks } = await import("./checks.mjs");
const { passed, failed } = await runChecks();
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
