import type { RunData, RunEntry } from "../log/run-data.ts";
import { type Feed, showViewer } from "./viewer.ts";

/** The feed of `driftgraph view`'s server, which serves this page too. */
const feed: Feed = {
  runs: async () => (await get<{ runs: RunEntry[] }>("api/runs")).runs,
  run: (name) => get<RunData>(`api/run?name=${encodeURIComponent(name)}`),
};

async function get<T>(path: string): Promise<T> {
  const response = await fetch(path);
  if (!response.ok) throw new Error(await response.text());
  return response.json();
}

const root = document.getElementById("viewer");
if (root) showViewer(root, feed);
