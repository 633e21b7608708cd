import { randomBytes } from "node:crypto";
import * as vscode from "vscode";

/** What a webview of ours loads. */
export interface WebviewContent {
  readonly title: string;
  /** Modules below `dist/`, in the order in which they run. */
  readonly scripts: readonly string[];
  /** Style sheets below `dist/`. */
  readonly styles?: readonly string[];
  readonly body: string;
  readonly style?: string;
}

/** The folders that our webviews may load from. */
export function resourceRoots(extension: vscode.Uri): vscode.Uri[] {
  return ["node_modules", "webview"].map((name) => vscode.Uri.joinPath(extension, "dist", name));
}

/** A webview's page: only our scripts run, nothing is fetched, and readers may start a worker of their own. */
export function webviewHtml(
  webview: vscode.Webview,
  extension: vscode.Uri,
  { title, scripts, styles = [], body, style = "" }: WebviewContent,
): string {
  const nonce = randomBytes(18).toString("base64");
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' ${webview.cspSource} 'wasm-unsafe-eval'`,
    `style-src ${webview.cspSource} 'unsafe-inline'`,
    `font-src ${webview.cspSource}`,
    `img-src ${webview.cspSource} data: blob:`,
    "worker-src blob:",
  ].join("; ");
  const addressOf = (file: string): vscode.Uri =>
    webview.asWebviewUri(vscode.Uri.joinPath(extension, "dist", ...file.split("/")));
  const sheets = styles.map((file) => `<link rel="stylesheet" href="${addressOf(file)}">`);
  const loads = scripts
    .map(addressOf)
    .map((uri) => `<script type="module" nonce="${nonce}" src="${uri}"></script>`);
  return `<!DOCTYPE html>
<html lang="${vscode.env.language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>${title}</title>
${sheets.join("\n")}
<style nonce="${nonce}">${style}</style>
</head>
<body>
${body}
${loads.join("\n")}
</body>
</html>`;
}
