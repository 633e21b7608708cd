import * as vscode from "vscode";
import type { Services } from "../workspace/services.ts";

/** The templates, simplest first: files of the extension. */
const TEMPLATES = [
  { file: "ornstein-uhlenbeck", label: "Ornstein–Uhlenbeck", what: "One species, additive noise" },
  {
    file: "toggle-switch",
    label: "Toggle switch",
    what: "Two genes that repress each other: bistable",
  },
  { file: "repressilator", label: "Repressilator", what: "Three genes in a ring: oscillations" },
  {
    file: "lotka-volterra",
    label: "Lotka–Volterra",
    what: "Predators and prey, with shared noise",
  },
  {
    file: "functions",
    label: "Equations as functions",
    what: "Formulas in TypeScript, checked as you type",
  },
] as const;

/** Makes a new model file from a template: in the workspace, or unsaved where there is none. */
export function registerNewModel({ context }: Services): vscode.Disposable {
  return vscode.commands.registerCommand(
    "driftgraph.newModel",
    async (folder?: vscode.Uri, given?: { readonly template: string; readonly name: string }) => {
      const template = given?.template ?? (await chooseTemplate());
      const name = template && (given?.name ?? (await askName(template)));
      if (template === undefined || name === undefined) return undefined;
      const text = await templateText(context, template, name);
      const target =
        folder instanceof vscode.Uri ? folder : vscode.workspace.workspaceFolders?.[0]?.uri;
      const document = target ? await created(target, name, text) : await unsaved(text);
      await vscode.window.showTextDocument(document);
      return document.uri;
    },
  );
}

async function chooseTemplate(): Promise<string | undefined> {
  const picks = TEMPLATES.map(({ file, label, what }) => ({
    label,
    description: vscode.l10n.t(what),
    file,
  }));
  const placeHolder = vscode.l10n.t("Which model to begin with?");
  return (await vscode.window.showQuickPick(picks, { placeHolder }))?.file;
}

async function askName(template: string): Promise<string | undefined> {
  return await vscode.window.showInputBox({
    prompt: vscode.l10n.t("The model's name; its file is called after it"),
    value: template,
    validateInput: (name) =>
      /^[\p{L}\p{N}][\p{L}\p{N}._-]*$/u.test(name)
        ? undefined
        : vscode.l10n.t('Expected letters, digits, ".", "_" or "-"'),
  });
}

async function templateText(
  { extensionUri }: vscode.ExtensionContext,
  template: string,
  name: string,
): Promise<string> {
  const known = TEMPLATES.find(({ file }) => file === template);
  if (!known) throw new Error(vscode.l10n.t("There is no template {0}", template));
  const uri = vscode.Uri.joinPath(extensionUri, "templates", `${known.file}.sde.ts`);
  const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  return text.replace(/name: "[^"]*"/, `name: ${JSON.stringify(name)}`);
}

/** A file of a name that isn't taken. */
async function created(
  folder: vscode.Uri,
  name: string,
  text: string,
): Promise<vscode.TextDocument> {
  for (let n = 1; ; n++) {
    const uri = vscode.Uri.joinPath(folder, `${name}${n === 1 ? "" : `-${n}`}.sde.ts`);
    const edit = new vscode.WorkspaceEdit();
    edit.createFile(uri, { overwrite: false, contents: new TextEncoder().encode(text) });
    if (await vscode.workspace.applyEdit(edit)) return await vscode.workspace.openTextDocument(uri);
    if (n >= 100) throw new Error(vscode.l10n.t("The file can't be made in {0}", folder.fsPath));
  }
}

async function unsaved(text: string): Promise<vscode.TextDocument> {
  return await vscode.workspace.openTextDocument({ language: "typescript", content: text });
}
