import { useMemo, useState } from "preact/hooks";
import { shareText, timeText } from "../graph/amounts.ts";
import { kindColour } from "../graph/op-kind.ts";
import { type Bar, flameBars } from "./flame.ts";
import type { OpCost } from "./op-rows.ts";

const HEIGHT = 20;
/** Narrower bars can't be seen. */
const LEAST_SHARE = 0.0005;

/** Scopes and ops as bars, as wide as their time; choosing a scope makes it the whole. */
export function FlameGraph({
  costs,
  selected,
  onSelect,
}: {
  costs: readonly OpCost[];
  selected: string | undefined;
  onSelect: (name: string) => void;
}) {
  const bars = useMemo(() => flameBars(costs), [costs]);
  const [focus, setFocus] = useState("");
  const whole = bars.find(({ name }) => name === focus) ?? bars[0];
  if (!whole) return <p class="faint">Nothing was timed.</p>;
  const shown = bars.filter((bar) => isWithin(bar, whole));
  const depth = Math.max(...shown.map((bar) => bar.depth)) - whole.depth + 1;
  return (
    <section class="flame" aria-label="Flame graph" style={{ height: `${depth * HEIGHT}px` }}>
      {shown.map((bar) => (
        <button
          key={bar.name}
          type="button"
          class={bar.name === selected ? "bar-of selected" : "bar-of"}
          title={`${bar.name || "all ops"}: ${timeText(bar.time)}, ${shareText(bar.time / (bars[0]?.time ?? 1))}`}
          style={{
            left: `${(100 * (bar.start - whole.start)) / whole.time}%`,
            width: `${(100 * bar.time) / whole.time}%`,
            top: `${(bar.depth - whole.depth) * HEIGHT}px`,
            "--bar": bar.op === undefined ? "var(--c-blue)" : kindColour(tensorFlowName(bar.op)),
          }}
          onClick={() => {
            if (bar.op !== undefined) onSelect(bar.name);
            else setFocus(bar.name === focus ? parentOf(bar.name) : bar.name);
          }}
        >
          {bar.label}
        </button>
      ))}
    </section>
  );
}

function isWithin(bar: Bar, whole: Bar): boolean {
  const isBelow =
    whole.name === "" || bar.name === whole.name || bar.name.startsWith(`${whole.name}/`);
  return isBelow && bar.time / whole.time >= LEAST_SHARE;
}

function parentOf(name: string): string {
  return name.slice(0, Math.max(0, name.lastIndexOf("/")));
}

/** Our ops are named in lower case; kinds go by TensorFlow's names. */
function tensorFlowName(op: string): string {
  return op.slice(0, 1).toUpperCase() + op.slice(1);
}
