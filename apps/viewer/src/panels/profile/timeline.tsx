import { paletteColour } from "../../state/palette.ts";
import { timeText } from "../graph/amounts.ts";

/** A phase of a run, in milliseconds. */
export interface Phase {
  readonly name: string;
  readonly time: number;
}

/** The run's phases one after another, as wide as they took. */
export function Timeline({ phases }: { phases: readonly Phase[] }) {
  const all = phases.reduce((sum, { time }) => sum + time, 0);
  if (!(all > 0)) return null;
  return (
    <figure class="timeline">
      <figcaption>{`Phases of the run: ${timeText(all * 1000)}`}</figcaption>
      <div class="track">
        {phases.map(({ name, time }, i) => (
          <div
            key={name}
            class="phase"
            title={`${name}: ${timeText(time * 1000)}`}
            style={{ width: `${(100 * time) / all}%`, background: paletteColour(i) }}
          />
        ))}
      </div>
      <ul>
        {phases.map(({ name, time }, i) => (
          <li key={name}>
            <span class="chip" style={{ background: paletteColour(i) }} />
            {name} <span class="faint">{timeText(time * 1000)}</span>
          </li>
        ))}
      </ul>
    </figure>
  );
}
