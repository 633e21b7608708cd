import path from "node:path";
import process from "node:process";
import { optionsOrUsage } from "../tests/bench/options.mjs";
import { run, withNode } from "./command.mjs";
import { prepare } from "./prepare.mjs";
import { ROOT } from "./workspace.mjs";

const given = process.argv.slice(2);
// Nobody should wait for a build to be told of a misspelt option.
if (optionsOrUsage(given)) {
  if (!(await prepare())) process.exit(1);
  const main = path.join(ROOT, "tests", "bench", "main.mjs");
  const { code } = await run(withNode([main, ...given]), { output: "inherit" });
  process.exitCode = code;
}
