import { countText } from "../../charts/number-text.ts";
import type { RunContents } from "../../reading/run-contents.ts";
import { useApp } from "../../state/use-app.ts";
import { hasWords, SHOWN_PLUGINS } from "./tag-groups.ts";

/** Plugins that other panels show. */
const ELSEWHERE: ReadonlySet<string> = new Set([
  ...SHOWN_PLUGINS,
  "driftgraph",
  "graph_run_metadata",
  "graph_run_metadata_graph",
  "graph_keras_model",
]);
/** Rows; the Events panel has all. */
const MOST = 50;

/** What is logged under tags that nothing here draws: tensors, audio, whatever plugins keep. Each leads to its records. */
export function OtherTags({ runs, filter }: { runs: readonly RunContents[]; filter: string }) {
  const { view } = useApp();
  const rows = runs.flatMap(({ name, tags }) =>
    tags
      .filter(({ tag, plugin }) => !ELSEWHERE.has(plugin) && hasWords(tag, filter))
      .map((tag) => ({ run: name, ...tag })),
  );
  if (rows.length === 0) return null;
  const show = (run: string, tag: string): void => {
    view.set({ run: [run], "events.find": tag, "events.from": undefined });
    view.show("events");
  };
  return (
    <section aria-label="Other tags">
      <h3>
        Other tags <span class="faint">{countText(rows.length)}</span>
      </h3>
      <table class="facts">
        <thead>
          <tr>
            <th scope="col">tag</th>
            <th scope="col">plugin</th>
            <th scope="col">values</th>
            {runs.length > 1 && <th scope="col">run</th>}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, MOST).map(({ run, tag, plugin, points }) => (
            <tr key={`${run}\n${plugin}\n${tag}`}>
              <td>
                <button type="button" onClick={() => show(run, tag)}>
                  {tag}
                </button>
              </td>
              <td>{plugin || "untyped"}</td>
              <td class="number">{countText(points)}</td>
              {runs.length > 1 && <td>{run}</td>}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > MOST && <p class="faint">{`and ${countText(rows.length - MOST)} more`}</p>}
    </section>
  );
}
