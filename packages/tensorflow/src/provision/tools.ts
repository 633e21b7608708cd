import { existsSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { run } from "./command.ts";
import { SetupError } from "./setup-error.ts";

/** npm as a program and its first arguments: its JavaScript file where there is one, so that Windows needs no shell. */
export function npmCommand(): string[] {
  const beside = path.dirname(process.execPath);
  const script = [
    path.join(beside, "node_modules", "npm", "bin", "npm-cli.js"),
    path.join(beside, "..", "lib", "node_modules", "npm", "bin", "npm-cli.js"),
    process.env["npm_execpath"] ?? "",
  ].find((file) => file.endsWith("npm-cli.js") && existsSync(file));
  return script === undefined ? ["npm"] : [process.execPath, script];
}

/** A Python 3 with pip, as a program and its first arguments. */
export async function findPython(cwd: string): Promise<string[]> {
  const candidates =
    process.platform === "win32" ? [["py", "-3"], ["python"]] : [["python3"], ["python"]];
  for (const command of candidates) {
    const { code } = await run([...command, "-m", "pip", "--version"], { cwd });
    if (code === 0) return command;
  }
  throw new SetupError(
    "no Python 3 with pip was found, which fetches libtensorflow's wheel and builds the addon",
    "Install it (on Debian and Ubuntu: apt install python3-pip), then run driftgraph setup tensorflow again.",
  );
}

/**
 * Makes sure that the addon can be compiled, before anything large is downloaded.
 *
 * @throws SetupError if there is no C++ compiler or no make.
 */
export async function requireCompiler(cwd: string): Promise<void> {
  const compiler = process.env["CXX"] ?? "c++";
  const tools = [
    [...compiler.split(/\s+/), "--version"],
    ["make", "--version"],
  ];
  const missing: string[] = [];
  for (const tool of tools) {
    const { code } = await run(tool, { cwd });
    if (code !== 0) missing.push(tool[0] ?? "");
  }
  if (missing.length === 0) return;
  throw new SetupError(
    `${missing.join(" and ")} can't be run, and the addon must be compiled on this machine`,
    "Install a C++ compiler and make (on Debian and Ubuntu: apt install g++ make; on Fedora: dnf install gcc-c++ make),\n" +
      "then run driftgraph setup tensorflow again. It goes on from where it was.",
  );
}
