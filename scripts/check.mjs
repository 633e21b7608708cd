import process from "node:process";
import { prepare } from "./prepare.mjs";
import { closingLine } from "./tally.mjs";

/** @returns {Promise<import("./tally.mjs").Tally>} */
async function check() {
  if (!(await prepare())) return { passed: 0, failed: 1, skipped: 0 };
  // Only now, since it imports what has just been installed.
  const { runChecks } = await import("./checks.mjs");
  return { ...(await runChecks()), skipped: 0 };
}

const tally = await check();
console.log(closingLine(tally));
process.exitCode = tally.failed > 0 ? 1 : 0;
