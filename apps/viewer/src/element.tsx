import { effect } from "@preact/signals";
import { render } from "preact";
import type { Feed } from "./feed/feed.ts";
import { onShortcut } from "./frame/shortcuts.ts";
import { Viewer } from "./frame/viewer.tsx";
import { PANELS } from "./panels/panels.ts";
import { App } from "./state/app.ts";
import { theme } from "./state/theme.ts";
import { View } from "./state/view.ts";
import { STYLE_SHEETS } from "./style/style-sheets.ts";

/**
 * `<driftgraph-viewer>`: the viewer as an element of any page. It shows nothing until its `feed` is set.
 *
 * `fragment` is the view's state as the address says it; a `viewchange` event tells that it is another.
 */
export class DriftgraphViewer extends HTMLElement {
  readonly #root = this.attachShadow({ mode: "open" });
  readonly #view = new View();
  #app: App | undefined;
  #feed: Feed | undefined;
  #ends: (() => void) | undefined;
  #endHeading: (() => void) | undefined;
  readonly #onKey = (event: KeyboardEvent): void => {
    if (this.#app) onShortcut(this.#app, event);
  };

  constructor() {
    super();
    this.#root.adoptedStyleSheets = [...STYLE_SHEETS];
    effect(() => {
      this.#view.fragment.value;
      this.dispatchEvent(new Event("viewchange"));
    });
  }

  get feed(): Feed | undefined {
    return this.#feed;
  }

  set feed(feed: Feed | undefined) {
    this.#feed = feed;
    if (this.isConnected) this.#start();
  }

  get fragment(): string {
    return this.#view.fragment.peek();
  }

  set fragment(fragment: string) {
    this.#view.restore(fragment);
  }

  /** What is shown, in a line: the run and the panel. A `headingchange` event tells that it is another. */
  get heading(): string {
    const panel = PANELS.find(({ id }) => id === this.#view.panel.peek()) ?? PANELS[0];
    const name = this.#app?.primary.peek()?.name;
    return [name, panel?.title].filter((text) => text !== undefined).join(" · ");
  }

  /** Says what couldn't be done with what the user gave. */
  refuse(reason: string): void {
    if (this.#app) this.#app.refusal.value = reason;
  }

  connectedCallback(): void {
    // Where nothing is chosen, the element's attribute `theme` or else the system says which it is.
    const endTheme = effect(() => {
      // As an attribute: Chromium doesn't look at an inline color-scheme when it resolves light-dark().
      this.dataset["theme"] = theme.value;
    });
    document.addEventListener("keydown", this.#onKey);
    this.#ends = () => {
      endTheme();
      document.removeEventListener("keydown", this.#onKey);
    };
    this.#start();
  }

  disconnectedCallback(): void {
    this.#ends?.();
    this.#stop();
  }

  #start(): void {
    this.#stop();
    if (!this.#feed) return;
    const app = new App(this.#feed, this.#view);
    this.#app = app;
    this.#endHeading = effect(() => {
      app.primary.value;
      this.#view.panel.value;
      this.dispatchEvent(new Event("headingchange"));
    });
    render(<Viewer app={app} />, this.#root);
  }

  #stop(): void {
    this.#endHeading?.();
    render(null, this.#root);
    this.#app?.close();
    this.#app = undefined;
  }
}

customElements.define("driftgraph-viewer", DriftgraphViewer);
