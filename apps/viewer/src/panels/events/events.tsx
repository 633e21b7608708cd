import { useEffect, useState } from "preact/hooks";
import { countText, numberText } from "../../charts/number-text.ts";
import { PanelFrame } from "../../frame/panel-frame.tsx";
import type { EventRow } from "../../reading/event-list.ts";
import type { RunEntry } from "../../reading/run-entry.ts";
import { useApp } from "../../state/use-app.ts";
import { useFetched } from "../../state/use-fetched.ts";
import type { Panel } from "../panel.ts";
import { Findings } from "./findings.tsx";

/** The raw log: its records, decoded on demand, and what is wrong with its files. */
export const events: Panel = {
  id: "events",
  title: "Events",
  Component: () => {
    const run = useApp().primary.value;
    return run ? <Events key={run.name} run={run} /> : null;
  },
};

const PAGE = 200;

function Events({ run }: { run: RunEntry }) {
  const app = useApp();
  const { view } = app;
  const query = view.get("events.find") ?? "";
  const start = Math.max(0, view.number("events.from") ?? 0);
  const page = useFetched(JSON.stringify([run.name, run.version, query, start]), () =>
    app.logs.events(run.name, query, start, PAGE),
  );
  const goTo = (from: number): void => view.set({ "events.from": from > 0 ? from : undefined });
  const found = page.state === "loaded" ? page.value : undefined;
  const last = found && Math.max(0, Math.ceil(found.matching / PAGE) - 1) * PAGE;
  useEffect(() => {
    // A link from a longer log, or a search that finds fewer.
    if (last !== undefined && start > last) goTo(last);
  });
  return (
    <PanelFrame
      title="Events"
      help={<Help />}
      controls={
        <>
          <input
            type="search"
            placeholder="Find a tag, a kind, step=12"
            aria-label="Find events"
            value={query}
            onInput={({ currentTarget: { value } }) =>
              view.set({
                "events.find": value === "" ? undefined : value,
                "events.from": undefined,
              })
            }
          />
          {found && <span class="faint">{countOf(found)}</span>}
          {found && found.matching > PAGE && (
            <span>
              <button type="button" disabled={start === 0} onClick={() => goTo(start - PAGE)}>
                ◀ before
              </button>
              {`${countText(start + 1)} – ${countText(start + found.rows.length)}`}
              <button
                type="button"
                disabled={start + PAGE >= found.matching}
                onClick={() => goTo(start + PAGE)}
              >
                after ▶
              </button>
            </span>
          )}
        </>
      }
    >
      <Findings run={run} />
      {page.state === "loading" && <p class="faint">Reading the records …</p>}
      {page.state === "failed" && <p class="problem">{page.error}</p>}
      {found && <Rows rows={found.rows} />}
    </PanelFrame>
  );
}

function countOf({
  matching,
  listed,
  isCut,
}: {
  matching: number;
  listed: number;
  isCut: boolean;
}): string {
  const all = `${countText(listed)} records${isCut ? ", the first of more" : ""}`;
  return matching === listed ? all : `${countText(matching)} of ${all}`;
}

function Rows({ rows }: { rows: readonly EventRow[] }) {
  const [open, setOpen] = useState<string>();
  const files = new Set(rows.map(({ path }) => path));
  return (
    <table class="events">
      <thead>
        <tr>
          <th scope="col">byte</th>
          <th scope="col">size</th>
          <th scope="col">step</th>
          <th scope="col">time</th>
          <th scope="col">kind</th>
          <th scope="col">what</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const key = `${row.offset} ${row.path}`;
          const isOpen = open === key;
          return (
            <>
              <tr key={key}>
                <td>{countText(row.offset)}</td>
                <td>{countText(row.bytes)}</td>
                <td>{numberText(row.step, 9)}</td>
                <td>{timeText(row.wallTime)}</td>
                <td>{row.kind}</td>
                <td>
                  <button
                    type="button"
                    aria-expanded={isOpen}
                    onClick={() => setOpen(isOpen ? undefined : key)}
                  >
                    {isOpen ? "▾" : "▸"} {row.tags || row.kind}
                    {files.size > 1 && <span class="faint"> {row.path}</span>}
                  </button>
                </td>
              </tr>
              {isOpen && (
                <tr key={`${key} decoded`}>
                  <td colSpan={6}>
                    <Decoded row={row} />
                  </td>
                </tr>
              )}
            </>
          );
        })}
      </tbody>
    </table>
  );
}

function Decoded({ row: { path, offset, bytes } }: { row: EventRow }) {
  const { logs } = useApp();
  const text = useFetched(`${offset} ${path}`, () => logs.eventText(path, offset, bytes));
  if (text.state === "loading") return <p class="faint">Decoding …</p>;
  if (text.state === "failed") return <p class="problem">{text.error}</p>;
  // biome-ignore lint/a11y/noNoninteractiveTabindex: scrolled by keys
  return <pre tabIndex={0}>{text.value.trim()}</pre>;
}

function timeText(wallTime: number): string {
  const date = new Date(wallTime * 1000);
  return Number.isNaN(date.getTime()) ? "–" : date.toISOString().replace("T", " ").replace("Z", "");
}

function Help() {
  return (
    <>
      <p>
        Every record of the run's event files as it stands there: the byte at which it begins, its
        size, its step, its time (UTC) and its tags. A click decodes it.
      </p>
      <p>
        Above stands what is wrong with the files: damage that was passed over, and what TensorBoard
        would show wrongly or not at all.
      </p>
    </>
  );
}
