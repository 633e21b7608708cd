import * as vscode from "vscode";

type Ask = (...args: never[]) => unknown;
type Asking =
  | "showInputBox"
  | "showQuickPick"
  | "showWarningMessage"
  | "showErrorMessage"
  | "showSaveDialog"
  | "showInformationMessage";

/**
 * Answers what a command asks its user, who isn't there; these tests share the extension's own `vscode`.
 *
 * @returns what the command gave, and the arguments of each question in the order of asking.
 */
export async function answering<T>(
  answers: Readonly<Partial<Record<Asking, Ask>>>,
  act: () => Promise<T>,
): Promise<readonly [T, readonly (readonly unknown[])[]]> {
  const asked: (readonly unknown[])[] = [];
  const stubs = Object.entries(answers).map(([name, answer]): [string, Ask] => [
    name,
    async (...args) => {
      asked.push(args);
      return await answer(...args);
    },
  ]);
  const restore = replaced(vscode.window, Object.fromEntries(stubs));
  try {
    return [await act(), asked];
  } finally {
    restore();
  }
}

/** Puts other functions into a part of the editor's API; gives what takes them away again. */
export function replaced(part: object, stubs: Readonly<Record<string, Ask>>): () => void {
  const before = Object.fromEntries(
    Object.keys(stubs).map((name) => [name, Reflect.get(part, name)]),
  );
  Object.assign(part, stubs);
  return () => void Object.assign(part, before);
}

/** Picks the first entry that has a text in its label or description; of many, all that have. */
export function pick(text: string): Ask {
  return (items: readonly vscode.QuickPickItem[], options?: vscode.QuickPickOptions) => {
    const found = items.filter(({ label, description = "" }) =>
      `${label} ${description}`.includes(text),
    );
    return options?.canPickMany ? found : found[0];
  };
}

/** Gives always the same answer. */
export function say(answer: unknown): Ask {
  return () => answer;
}
