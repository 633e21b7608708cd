import path from "node:path";
import process from "node:process";
import { run, withNode } from "./command.mjs";
import { prepare } from "./prepare.mjs";
import { ROOT } from "./workspace.mjs";

if (!(await prepare())) process.exit(1);
const main = path.join(ROOT, "tests", "bench", "main.mjs");
const { code } = await run(withNode([main, ...process.argv.slice(2)]), { output: "inherit" });
process.exitCode = code;
