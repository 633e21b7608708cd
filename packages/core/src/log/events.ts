import type { EventSummary } from "../summary/event-summary.ts";
import type { ScalarColumn } from "./scalars.ts";
import type { Table } from "./table.ts";

/** Columns of an event's table. */
const COLUMNS = ["paths", "holding", "reached", "begun", "known", "passage"] as const;

/** What became of each event, one table each. */
export function eventTables(events: readonly EventSummary[]): Table[] {
  return events.map((event) => {
    const rows = event.paths.length;
    const values = new Float64Array(rows * COLUMNS.length);
    COLUMNS.forEach((column, c) => {
      event[column].forEach((count, k) => {
        values[k * COLUMNS.length + c] = count;
      });
    });
    return {
      kind: "events",
      series: event.name,
      width: COLUMNS.length,
      columns: COLUMNS,
      values,
    };
  });
}

/** The charts of an event: `on1/holding`, `on1/reached`, as shares of the paths that are known then. */
export function eventColumns(event: EventSummary): ScalarColumn[] {
  const { name, title = name, paths, known } = event;
  const share = (counts: Float64Array, of: Float64Array): Float64Array =>
    counts.map((count, k) => count / (of[k] ?? Number.NaN));
  return [
    {
      tag: `${name}/holding`,
      description: `Share of paths with ${title}`,
      values: share(event.holding, paths),
    },
    {
      tag: `${name}/reached`,
      description: `Share of paths with ${title} at any step so far: the distribution of the first passage`,
      values: share(event.reached, known),
    },
  ];
}
