import { showDuration } from "driftgraph/embed";
import * as vscode from "vscode";
import type { AnalysedModel } from "../analysis/analyse.ts";
import type { FormulaCost } from "../analysis/line-costs.ts";
import { escapeMarkdown } from "../workspace/markdown.ts";
import { isModelDocument, rangeOf } from "../workspace/model-document.ts";
import type { Services } from "../workspace/services.ts";
import { setting } from "../workspace/settings.ts";
import { partNamed } from "./formula-at.ts";

/** Shares that nobody cares about. */
const LEAST_SHARE = 0.001;

/** What each formula cost in the last run of its model, behind its line; on and off by a command. */
export function registerCosts(services: Services): vscode.Disposable {
  const { analyser, runs, log } = services;
  const decoration = vscode.window.createTextEditorDecorationType({
    after: { margin: "0 0 0 2em", color: new vscode.ThemeColor("editorCodeLens.foreground") },
    rangeBehavior: vscode.DecorationRangeBehavior.ClosedOpen,
  });
  const show = async (editor: vscode.TextEditor): Promise<void> => {
    const { document } = editor;
    if (!isModelDocument(document)) return;
    const on = setting("costs.enabled", document.uri);
    editor.setDecorations(decoration, on ? await costsIn(services, document) : []);
  };
  const all = (): void => {
    for (const editor of vscode.window.visibleTextEditors)
      show(editor).catch((error: unknown) => log.warn(`Costs: ${String(error)}`));
  };
  all();
  return vscode.Disposable.from(
    decoration,
    vscode.window.onDidChangeVisibleTextEditors(all),
    runs.onDidChange(all),
    analyser.onDidAnalyse(all),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("driftgraph.costs")) all();
    }),
    vscode.commands.registerCommand("driftgraph.toggleCosts", async () => {
      const configuration = vscode.workspace.getConfiguration("driftgraph");
      const on = configuration.get<boolean>("costs.enabled", true);
      await configuration.update("costs.enabled", !on, vscode.ConfigurationTarget.Global);
    }),
  );
}

async function costsIn(
  { analyser, runs }: Services,
  document: vscode.TextDocument,
): Promise<vscode.DecorationOptions[]> {
  const { models } = await analyser.analyse(document);
  const listed = await runs.all();
  const decorations: vscode.DecorationOptions[] = [];
  for (const model of models) {
    const run = listed.find(
      ({ facts }) => facts.model === model.name && facts.status === "finished",
    );
    const costs = run && (await analyser.worker.call("costs", run.root.fsPath, run.facts.name));
    for (const [line, of] of byLine(document, model, costs ?? [])) {
      const { range } = document.lineAt(line);
      const contentText = of.map(costText).join("  |  ");
      const hoverMessage = of.map((cost) => hover(cost, run?.facts.name ?? ""));
      const renderOptions = { after: { contentText } };
      decorations.push({
        range,
        renderOptions,
        hoverMessage,
      });
    }
  }
  return decorations;
}

/** The costs by line, in the order of the formulas in it. */
function byLine(
  document: vscode.TextDocument,
  model: AnalysedModel,
  costs: readonly FormulaCost[],
): ReadonlyMap<number, readonly FormulaCost[]> {
  const lines = new Map<number, FormulaCost[]>();
  const placed = costs
    .filter(({ share }) => share >= LEAST_SHARE)
    .map((cost) => ({ cost, at: positionOf(document, model, cost) }))
    .sort((a, b) => (a.at?.character ?? 0) - (b.at?.character ?? 0));
  for (const { cost, at } of placed) {
    if (at) lines.set(at.line, [...(lines.get(at.line) ?? []), cost]);
  }
  return lines;
}

/** A formula written as text is found by its name, one written as code by its line. */
function positionOf(
  document: vscode.TextDocument,
  model: AnalysedModel,
  { equation, text, file, line }: FormulaCost,
): vscode.Position | undefined {
  if (equation !== undefined) {
    const part = partNamed(model, equation);
    // What it cost says nothing of what it has become since.
    const isAnother = text !== undefined && part?.text !== undefined && part.text.text !== text;
    return part && !isAnother ? rangeOf(document, part.value).start : undefined;
  }
  if (file !== document.uri.fsPath || line === undefined || line > document.lineCount)
    return undefined;
  return new vscode.Position(line - 1, 0);
}

/** `31 % · 1.2 ms`: the share of all ops, and the time on one thread. */
function costText({ share, micros }: FormulaCost): string {
  const percent = share * 100;
  const time = micros < 1000 ? `${Math.round(micros)} µs` : showDuration(micros / 1000);
  return `${percent < 10 ? percent.toFixed(1) : Math.round(percent)} % · ${time}`;
}

function hover({ nodes }: FormulaCost, run: string): vscode.MarkdownString {
  const text = new vscode.MarkdownString();
  const what = vscode.l10n.t(
    "{0} ops in {1}: measured by themselves on one thread, not fused, for the whole run.",
    nodes.length,
    run,
  );
  return text.appendMarkdown(escapeMarkdown(what));
}
