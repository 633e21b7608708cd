import { useApp } from "../../state/use-app.ts";
import type { View } from "../../state/view.ts";
import { Choice, Toggle } from "../series/controls.tsx";
import type { ScalarStyle, XAxis } from "./scalar-chart.ts";

const AXES: readonly (readonly [XAxis, string])[] = [
  ["step", "step"],
  ["relative", "relative"],
  ["wall", "wall"],
];
const MOST_SMOOTHING = 0.99;

/** How the address says that scalars are drawn. */
export function styleOf(view: View): ScalarStyle {
  const x = AXES.find(([axis]) => axis === view.get("scalars.axis"))?.[0] ?? "step";
  const smoothing = view.number("scalars.smooth") ?? 0;
  return {
    x,
    kind: view.get("scalars.scale") === "log" ? "log" : "linear",
    smoothing: Math.min(MOST_SMOOTHING, Math.max(0, smoothing)),
  };
}

/** Which tags, over which axis, how smooth. */
export function ScalarControls({ histograms }: { histograms: boolean }) {
  const { view } = useApp();
  const { x, kind, smoothing } = styleOf(view);
  return (
    <>
      <input
        type="search"
        placeholder="Filter tags"
        aria-label="Filter tags"
        value={view.get("scalars.tags") ?? ""}
        onInput={({ currentTarget: { value } }) =>
          view.set({ "scalars.tags": value === "" ? undefined : value })
        }
      />
      <Choice
        label="Horizontal axis"
        options={AXES}
        value={x}
        onChange={(axis) =>
          view.set({
            "scalars.axis": axis === "step" ? undefined : axis,
            "scalars.x": undefined,
          })
        }
      />
      <Toggle
        label="log"
        value={kind === "log"}
        onChange={(on) => view.set({ "scalars.scale": on ? "log" : undefined })}
      />
      <label>
        smoothing
        <input
          type="range"
          min={0}
          max={MOST_SMOOTHING}
          step={0.01}
          value={smoothing}
          onInput={({ currentTarget: { valueAsNumber } }) =>
            view.set({ "scalars.smooth": valueAsNumber > 0 ? valueAsNumber : undefined })
          }
        />
        <output>{smoothing.toFixed(2)}</output>
      </label>
      {histograms && (
        <label>
          histograms at step
          <input
            type="number"
            class="held"
            min={0}
            placeholder="last"
            value={view.number("scalars.step")}
            onChange={({ currentTarget: { value } }) =>
              view.set({ "scalars.step": value === "" ? undefined : value })
            }
          />
        </label>
      )}
    </>
  );
}
