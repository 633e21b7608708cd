import * as vscode from "vscode";
import { Analyser } from "./analysis/analyser.ts";
import { registerCodeLens } from "./code/code-lens.ts";
import { registerCompletions } from "./code/completions.ts";
import { registerCosts } from "./code/costs.ts";
import { registerDiagnostics } from "./code/diagnostics.ts";
import { registerHovers } from "./code/hovers.ts";
import { registerInlayHints } from "./code/inlay-hints.ts";
import { registerNodeLines } from "./code/node-lines.ts";
import { registerGeneralCommands } from "./commands/general.ts";
import { registerNewModel } from "./commands/new-model.ts";
import { registerRunModel } from "./commands/run-model.ts";
import { registerShowGraph } from "./commands/show-graph.ts";
import { registerTasks } from "./commands/tasks.ts";
import { registerEventLogEditor } from "./results/event-log-editor.ts";
import { registerResultsSerializer } from "./results/restore-results.ts";
import { Results } from "./results/results.ts";
import { Runner } from "./run/runner.ts";
import { registerRunForm } from "./run-form/run-form-panel.ts";
import { runActions } from "./runs/run-actions.ts";
import { registerRunCommands } from "./runs/run-commands.ts";
import { RunList } from "./runs/run-list.ts";
import { registerRunsView } from "./runs/runs-view.ts";
import { registerModelContext } from "./workspace/model-context.ts";
import type { Services } from "./workspace/services.ts";
import { registerStatusBar } from "./workspace/status-bar.ts";

/** Starts the extension: every feature registers itself. Threads start when they are first needed. */
export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel("Driftgraph", { log: true });
  const analyser = new Analyser(context.extensionUri, log);
  const runner = new Runner(context, log);
  const runs = new RunList(context, analyser);
  const actions = runActions(context, runs, (root, run) => results.close(root, run));
  const results = new Results(context.extensionUri, actions);
  const services: Services = { context, log, analyser, runner, runs, results };
  context.subscriptions.push(
    log,
    analyser,
    runner,
    runs,
    results,
    registerCodeLens(services),
    registerDiagnostics(services),
    registerHovers(services),
    registerCompletions(services),
    registerInlayHints(services),
    registerCosts(services),
    registerNodeLines(services),
    registerRunModel(services),
    registerRunForm(services),
    registerShowGraph(services),
    registerNewModel(services),
    registerTasks(services),
    registerGeneralCommands(services),
    registerModelContext(),
    registerRunsView(services),
    registerRunCommands(services, actions),
    registerResultsSerializer(services),
    registerEventLogEditor(services, actions),
    registerStatusBar(services),
  );
}
