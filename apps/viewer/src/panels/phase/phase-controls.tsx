import type { RunContents } from "../../reading/run-contents.ts";
import { useApp } from "../../state/use-app.ts";
import { ResetZoom, Toggle } from "../series/controls.tsx";
import type { PhaseSubject } from "./phase-chart.ts";
import { PHASE_PARTS, phasePartsFrom, phasePartsText } from "./phase-parts.ts";
import { speciesOf } from "./use-subjects.ts";

/** Which species, which parts, and where the other species are held. */
export function PhaseControls({
  runs,
  subject,
  zoomKey,
}: {
  runs: readonly RunContents[];
  subject: PhaseSubject;
  zoomKey: string;
}) {
  const { view } = useApp();
  const names = [
    ...new Set(runs.flatMap(({ logged }) => speciesOf(logged).map(({ name }) => name))),
  ];
  const parts = phasePartsFrom(view.get("phase.show"));
  const zoomless = { [`${zoomKey}.x`]: undefined, [`${zoomKey}.y`]: undefined };
  const choose = (key: "phase.x" | "phase.y", name: string): void => {
    // Choosing the other axis' species exchanges the two.
    const other =
      key === "phase.x"
        ? { "phase.y": name === subject.y.name ? subject.x.name : subject.y.name }
        : { "phase.x": name === subject.x.name ? subject.y.name : subject.x.name };
    view.set({ ...zoomless, ...other, [key]: name });
  };
  return (
    <>
      <SpeciesChoice
        label="across"
        names={names}
        value={subject.x.name}
        onChange={(name) => choose("phase.x", name)}
      />
      <SpeciesChoice
        label="up"
        names={names}
        value={subject.y.name}
        onChange={(name) => choose("phase.y", name)}
      />
      {PHASE_PARTS.map(([part, text]) => (
        <Toggle
          key={part}
          label={text}
          value={parts.has(part)}
          onChange={(on) => {
            const next = new Set(parts);
            if (on) next.add(part);
            else next.delete(part);
            view.set({ "phase.show": phasePartsText(next) });
          }}
        />
      ))}
      {[...(subject.plane?.held.keys() ?? [])].map((name) => (
        <Held key={name} name={name} />
      ))}
      <ResetZoom of={zoomKey} />
    </>
  );
}

function SpeciesChoice({
  label,
  names,
  value,
  onChange,
}: {
  label: string;
  names: readonly string[];
  value: string;
  onChange: (name: string) => void;
}) {
  return (
    <label>
      {label}
      <select value={value} onChange={({ currentTarget }) => onChange(currentTarget.value)}>
        {names.map((name) => (
          <option key={name}>{name}</option>
        ))}
      </select>
    </label>
  );
}

/** A species that is held: at its mean unless a number is given. */
function Held({ name }: { name: string }) {
  const { view } = useApp();
  const all = view.getAll("phase.at");
  const given = all.find((text) => text.startsWith(`${name}:`));
  return (
    <label
      title={`Value of ${name} at which the drift is drawn; empty for its mean at the time below`}
    >
      {`${name} =`}
      <input
        class="held"
        inputMode="decimal"
        placeholder="mean"
        value={given?.slice(name.length + 1) ?? ""}
        onChange={({ currentTarget: { value } }) => {
          const others = all.filter((text) => text !== given);
          const isNumber = value.trim() !== "" && Number.isFinite(Number(value));
          view.set({ "phase.at": isNumber ? [...others, `${name}:${Number(value)}`] : others });
        }}
      />
    </label>
  );
}
