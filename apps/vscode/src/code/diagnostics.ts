import * as vscode from "vscode";
import type { Problem } from "../analysis/problem.ts";
import { isModelDocument, rangeOf, SELECTOR } from "../workspace/model-document.ts";
import type { Services } from "../workspace/services.ts";

/** Between the last key and a look at the text. */
const PAUSE_MS = 250;

const SEVERITIES: Readonly<Record<Problem["severity"], vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
};

/** The core's errors at their places, as one types, with quick fixes. */
export function registerDiagnostics({ analyser }: Services): vscode.Disposable {
  const collection = vscode.languages.createDiagnosticCollection("driftgraph");
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  const show = async (document: vscode.TextDocument): Promise<void> => {
    const { version } = document;
    const { problems } = await analyser.analyse(document);
    if (document.version !== version || document.isClosed) return;
    collection.set(
      document.uri,
      problems.map((problem) => diagnosticOf(document, problem)),
    );
  };
  const soon = (document: vscode.TextDocument, pause = PAUSE_MS): void => {
    const key = document.uri.toString();
    clearTimeout(timers.get(key));
    timers.delete(key);
    if (!isModelDocument(document)) {
      collection.delete(document.uri);
      return;
    }
    timers.set(
      key,
      setTimeout(() => void show(document), pause),
    );
  };
  const all = (): void => {
    for (const document of vscode.workspace.textDocuments) soon(document, 0);
  };
  all();
  return vscode.Disposable.from(
    collection,
    vscode.workspace.onDidOpenTextDocument((document) => soon(document, 0)),
    vscode.workspace.onDidChangeTextDocument(({ document }) => soon(document)),
    vscode.workspace.onDidCloseTextDocument((document) => {
      clearTimeout(timers.get(document.uri.toString()));
      collection.delete(document.uri);
      analyser.forget(document);
    }),
    vscode.workspace.onDidGrantWorkspaceTrust(all),
    vscode.languages.registerCodeActionsProvider(
      SELECTOR,
      { provideCodeActions: async (document, range) => await fixesAt(document, range, analyser) },
      { providedCodeActionKinds: [vscode.CodeActionKind.QuickFix] },
    ),
    { dispose: () => timers.forEach(clearTimeout) },
  );
}

function diagnosticOf(document: vscode.TextDocument, problem: Problem): vscode.Diagnostic {
  const { span, message, severity, code } = problem;
  const range = rangeOf(document, span);
  const diagnostic = new vscode.Diagnostic(range, message, SEVERITIES[severity]);
  diagnostic.source = "driftgraph";
  diagnostic.code = code;
  return diagnostic;
}

async function fixesAt(
  document: vscode.TextDocument,
  range: vscode.Range,
  analyser: Services["analyser"],
): Promise<vscode.CodeAction[]> {
  const { problems } = await analyser.analyse(document);
  return problems.flatMap((problem) => {
    const diagnostic = diagnosticOf(document, problem);
    if (!diagnostic.range.intersection(range)) return [];
    return problem.fixes.map(({ title, span, text }, i) => {
      const action = new vscode.CodeAction(title, vscode.CodeActionKind.QuickFix);
      action.edit = new vscode.WorkspaceEdit();
      action.edit.replace(document.uri, rangeOf(document, span), text);
      action.diagnostics = [diagnostic];
      action.isPreferred = i === 0;
      return action;
    });
  });
}
