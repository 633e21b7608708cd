import * as vscode from "vscode";
import { rangeOf } from "../workspace/model-document.ts";
import type { Services } from "../workspace/services.ts";
import { partNamed } from "./formula-at.ts";

type Place = NonNullable<
  Awaited<ReturnType<typeof import("../analysis/graph-places.ts").placeOfNode>>
>;

/** A node chosen in a viewer, in the graph or the profile, shows its formula in the editor. */
export function registerNodeLines({ analyser, results, log }: Services): vscode.Disposable {
  const mark = vscode.window.createTextEditorDecorationType({
    backgroundColor: new vscode.ThemeColor("editor.wordHighlightStrongBackground"),
    outline: "1px solid",
    outlineColor: new vscode.ThemeColor("editor.wordHighlightStrongBorder"),
    overviewRulerColor: new vscode.ThemeColor("editorOverviewRuler.wordHighlightStrongForeground"),
  });
  let shown = "";
  const onView = async (root: string, fragment: string): Promise<void> => {
    const query = new URLSearchParams(fragment.split("?")[1] ?? "");
    const node = query.get("node");
    const run = query.get("run");
    if (node === shown) return;
    shown = node ?? "";
    if (node === null) return clear(mark);
    const folder = vscode.Uri.parse(root).fsPath;
    const name = run ?? results.shown.find((state) => state.root === root)?.runs[0];
    if (name === undefined) return;
    const place = await analyser.worker.call("placeOfNode", folder, name, node);
    if (place) await reveal(place, analyser, mark);
  };
  return vscode.Disposable.from(
    mark,
    results.onDidView(({ state }) => {
      onView(state.root, state.fragment).catch((error: unknown) => log.warn(String(error)));
    }),
    vscode.workspace.onDidChangeTextDocument(() => clear(mark)),
  );
}

function clear(mark: vscode.TextEditorDecorationType): void {
  for (const editor of vscode.window.visibleTextEditors) editor.setDecorations(mark, []);
}

/** Where the model can be seen; the viewer keeps the focus, so that one can go on from node to node. */
async function reveal(
  place: Place,
  analyser: Services["analyser"],
  mark: vscode.TextEditorDecorationType,
): Promise<void> {
  clear(mark);
  const file = place.modelFile ?? place.file;
  if (file === undefined) return;
  const uri = file.includes("://") ? vscode.Uri.parse(file) : vscode.Uri.file(file);
  const visible = vscode.window.visibleTextEditors.find(
    ({ document }) => document.uri.toString() === uri.toString(),
  );
  const editor = visible ?? (await openBeside(uri));
  const range = editor && (await rangeIn(editor.document, place, analyser));
  if (!editor || !range) return;
  editor.selection = new vscode.Selection(range.start, range.start);
  editor.setDecorations(mark, [range]);
  editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

async function openBeside(uri: vscode.Uri): Promise<vscode.TextEditor | undefined> {
  try {
    const document = await vscode.workspace.openTextDocument(uri);
    const column = vscode.ViewColumn.One;
    return await vscode.window.showTextDocument(document, {
      viewColumn: column,
      preserveFocus: true,
    });
  } catch {
    return undefined; // The log may be from elsewhere.
  }
}

async function rangeIn(
  document: vscode.TextDocument,
  { equation, column, length, line, model }: Place,
  analyser: Services["analyser"],
): Promise<vscode.Range | undefined> {
  if (equation === undefined)
    return line === undefined || line > document.lineCount
      ? undefined
      : document.lineAt(line - 1).range;
  const { models } = await analyser.analyse(document);
  const found = models.find(({ name }) => name === model) ?? models[0];
  const part = found && partNamed(found, equation);
  if (!part) return undefined;
  const { text } = part;
  if (!text?.exact || column === undefined) return rangeOf(document, part.value);
  const start = text.span.start + column - 1;
  return rangeOf(document, {
    start,
    end: Math.min(text.span.end, start + Math.max(1, length ?? 1)),
  });
}
