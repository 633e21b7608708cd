import { Rpc } from "../messages/rpc.ts";
import type { ResultsHostApi, ResultsPageApi } from "../results/api.ts";
import { messageFeed } from "./message-feed.ts";
import { editor, editorPort } from "./webview-port.ts";

/** The viewer's element, as far as this page uses it; its bundle is loaded beside. */
interface ViewerElement extends HTMLElement {
  feed: unknown;
  fragment: string;
}

let feed: ReturnType<typeof messageFeed> | undefined;
let viewer: ViewerElement | undefined;
/** What was asked to be shown before the viewer was there. */
let wanted: string | undefined;

const page: ResultsPageApi = {
  changed: () => feed?.notify(),
  show: (fragment) => {
    if (viewer) viewer.fragment = fragment;
    else wanted = fragment;
  },
};
const host = new Rpc<ResultsHostApi>(editorPort, page);

const state = await host.call("state");
// What a reload gives back to the extension, which has forgotten it.
editor.setState(state);
await customElements.whenDefined("driftgraph-viewer");
const element = document.createElement("driftgraph-viewer") as ViewerElement; // defined by the viewer's bundle
element.fragment = wanted ?? state.fragment;
feed = messageFeed(host, state.root);
element.feed = feed;
element.addEventListener("viewchange", () => {
  editor.setState({ ...state, fragment: element.fragment });
  void host.call("viewed", element.fragment);
});
followTheme(element);
viewer = element;
document.getElementById("late")?.remove();
document.body.append(element);

/** Keeps the viewer as light or dark as the editor, which says it by a class of the body. */
function followTheme(element: ViewerElement): void {
  const update = (): void => {
    const { classList } = document.body;
    const light =
      classList.contains("vscode-light") || classList.contains("vscode-high-contrast-light");
    element.setAttribute("theme", light ? "light" : "dark");
  };
  update();
  const options = { attributes: true, attributeFilter: ["class"] };
  new MutationObserver(update).observe(document.body, options);
}
