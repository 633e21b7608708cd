import type { RunData, RunEntry } from "../log/run-data.ts";
import { html } from "./element.ts";
import { runView } from "./run-view.ts";

/** Where the viewer gets its runs from: a server, for instance. */
export interface Feed {
  runs(): Promise<readonly RunEntry[]>;
  run(name: string): Promise<RunData>;
}

const REFRESH_MS = 3000;

/** Shows the runs of a feed in an element: their list, and the chosen one, which the address names. */
export function showViewer(root: HTMLElement, feed: Feed): void {
  const list = html("nav", { "aria-label": "Runs" });
  const main = html("main", {});
  root.replaceChildren(list, main);
  let names = "";
  const chosen = (): string => decodeURIComponent(location.hash.slice(1));
  const showRun = (): void => void show(main, feed, chosen());
  const refresh = async (): Promise<void> => {
    const runs = await feed.runs();
    const known = runs.map(({ name }) => name).join("\n");
    if (known === names && known !== "") return;
    names = known;
    list.replaceChildren(
      ...runs.map(({ name }) => html("a", { href: `#${encodeURIComponent(name)}` }, name)),
    );
    if (chosen() === "" && runs[0]) location.replace(`#${encodeURIComponent(runs[0].name)}`);
    else if (chosen() === "")
      main.replaceChildren(html("p", {}, "There are no run logs here yet."));
    mark(list, chosen());
  };
  addEventListener("hashchange", () => {
    mark(list, chosen());
    showRun();
  });
  const attempt = (): Promise<void> => refresh().catch((error: unknown) => fail(main, error));
  void attempt().then(() => chosen() !== "" && showRun());
  setInterval(() => document.hidden || void attempt(), REFRESH_MS);
}

async function show(main: HTMLElement, feed: Feed, name: string): Promise<void> {
  try {
    const run = await feed.run(name);
    main.replaceChildren(...runView(run));
    document.title = `${name} – Driftgraph`;
  } catch (error) {
    fail(main, error);
  }
}

function fail(main: HTMLElement, error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  main.replaceChildren(html("p", { class: "problem", role: "alert" }, message));
}

function mark(list: HTMLElement, name: string): void {
  for (const link of list.children) {
    if (link.textContent === name) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
}
