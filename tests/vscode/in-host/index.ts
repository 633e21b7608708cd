import { runAll } from "./harness.ts";
import "./activation.ts";
import "./code-lens.ts";
import "./language.ts";
import "./diagnostics.ts";
import "./running.ts";
import "./commands.ts";
import "./runs.ts";
import "./virtual.ts";
import "./every-command.ts";

/** Called by VS Code in the extension host. */
export async function run(): Promise<void> {
  await runAll();
}
