import process from "node:process";
import { runChecks } from "./checks.mjs";
import { prepare } from "./prepare.mjs";

await prepare();
const { passed, failed } = await runChecks();
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
