import type { DrawnGraph } from "../../graph/drawn-graph.ts";
import { bytesText, timeText } from "./amounts.ts";
import type { Colouring } from "./graph-view.ts";
import { deviceColour, FATE_COLOURS } from "./item-colour.ts";
import { OP_KINDS } from "./op-kind.ts";

/** What the colours mean. */
export function Legend({ drawn, colouring }: { drawn: DrawnGraph; colouring: Colouring }) {
  const entries = entriesOf(drawn, colouring);
  return (
    <ul class="graph-legend" aria-label="Legend">
      {entries.map(([name, colour]) => (
        <li key={name}>
          <span class="swatch" style={{ background: colour }} />
          {name}
        </li>
      ))}
      {(colouring === "time" || colouring === "span" || colouring === "memory") && (
        <li>
          <span class="ramp" />
          {rampText(drawn, colouring)}
        </li>
      )}
      <li class="faint">
        rounded: ops · boxes: scopes · double rim: a series of equal ops
        {drawn.items.some(({ share }) => share !== undefined) &&
          " · bar below a scope: its share of the ops' time"}
      </li>
    </ul>
  );
}

function entriesOf({ items }: DrawnGraph, colouring: Colouring): [string, string][] {
  if (colouring === "op") return OP_KINDS.map(({ name, colour }) => [name, colour]);
  if (colouring === "change") return Object.entries(FATE_COLOURS);
  if (colouring !== "device") return [];
  const devices = [...new Set(items.map(({ device }) => device))].filter((name) => name !== "");
  return devices.slice(0, 12).map((name) => [name, deviceColour(name)]);
}

function rampText({ most }: DrawnGraph, colouring: Colouring): string {
  if (colouring === "memory")
    return most.bytes > 0 ? `to ${bytesText(most.bytes)}` : "not measured";
  return most.time > 0 ? `to ${timeText(most.time)}` : "not measured";
}
