import type { Port } from "../messages/rpc.ts";

interface VsCodeApi {
  postMessage(message: unknown): void;
  setState(state: unknown): void;
  getState(): unknown;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** The editor, as a webview's page knows it. */
export const editor: VsCodeApi = acquireVsCodeApi();

/** The channel between a webview's page and the extension. */
export const editorPort: Port = {
  post: (message) => editor.postMessage(message),
  onMessage: (listener) => addEventListener("message", ({ data }) => listener(data)),
};
