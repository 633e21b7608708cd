import { keepZoom, zoomOf } from "../../charts/zoom.ts";
import { useApp } from "../../state/use-app.ts";

/** A choice between a few words, kept in the address. */
export function Choice<T extends string>({
  label,
  options,
  value,
  onChange,
}: {
  label: string;
  options: readonly (readonly [value: T, text: string])[];
  value: T;
  onChange: (value: T) => void;
}) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset can't lie in a row of controls
    <span class="choice" role="group" aria-label={label}>
      {options.map(([option, text]) => (
        <button
          key={option}
          type="button"
          aria-pressed={option === value}
          onClick={() => onChange(option)}
        >
          {text}
        </button>
      ))}
    </span>
  );
}

/** Something that is on or off. */
export function Toggle({
  label,
  value,
  onChange,
  colour,
}: {
  label: string;
  value: boolean;
  onChange: (value: boolean) => void;
  colour?: string | undefined;
}) {
  return (
    <label style={{ color: colour }}>
      <input
        type="checkbox"
        checked={value}
        onChange={({ currentTarget }) => onChange(currentTarget.checked)}
      />
      {label}
    </label>
  );
}

/** Which series are shown, in all panels; none chosen means all. */
export function SeriesChooser({
  names,
  colourOf,
}: {
  names: readonly string[];
  colourOf: (name: string) => string | undefined;
}) {
  const { view } = useApp();
  const chosen = view.series.value.filter((name) => names.includes(name));
  const isShown = (name: string): boolean => chosen.length === 0 || chosen.includes(name);
  const toggle = (name: string, on: boolean): void => {
    const next = names.filter((one) => (one === name ? on : isShown(one)));
    view.set({ series: next.length === names.length ? [] : next });
  };
  if (names.length < 2) return null;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset can't lie in a row of controls
    <span class="series-chooser" role="group" aria-label="Series">
      {names.map((name) => (
        <Toggle
          key={name}
          label={name}
          colour={colourOf(name)}
          value={isShown(name)}
          onChange={(on) => toggle(name, on)}
        />
      ))}
    </span>
  );
}

/** Runs overlaid or side by side, in all panels. */
export function CompareChoice({ runs }: { runs: number }) {
  const { view } = useApp();
  if (runs < 2) return null;
  return (
    <Choice
      label="Runs"
      options={[
        ["overlay", "runs overlaid"],
        ["beside", "side by side"],
      ]}
      value={view.get("compare") === "beside" ? "beside" : "overlay"}
      onChange={(value) => view.set({ compare: value === "beside" ? value : undefined })}
    />
  );
}

/** Shows all again; there only while a zoom is kept under a key. */
export function ResetZoom({ of }: { of: string }) {
  const { view } = useApp();
  const { x, y } = zoomOf(view, of);
  if (!x && !y) return null;
  return (
    <button type="button" onClick={() => keepZoom(view, of, {})}>
      Reset zoom
    </button>
  );
}
