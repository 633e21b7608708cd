import { runAll } from "./harness.ts";
import "./activation.ts";
import "./code-lens.ts";
import "./running.ts";

/** Called by VS Code in the extension host. */
export async function run(): Promise<void> {
  await runAll();
}
