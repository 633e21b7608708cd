import type { LoggedRun } from "@driftgraph/core";

/** Where the run's time went, phase by phase. */
export function Phases({ logged: { profile, result } }: { logged: LoggedRun }) {
  // A profile is of one batch, a result of all: with `--until` there can be several.
  const phases = result
    ? Object.entries(result.timings).map(([name, time]) => ({ name, time: time ?? 0 }))
    : (profile?.phases ?? []);
  const all = phases.reduce((sum, { time }) => sum + time, 0);
  if (!(all > 0)) return null;
  return (
    <table class="facts phases">
      <caption>
        Time by phase <span class="faint">{`${milliseconds(all)} in all`}</span>
      </caption>
      <tbody>
        {phases.map(({ name, time }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td class="number">{milliseconds(time)}</td>
            <td>
              <div class="share" aria-hidden="true">
                <div style={{ width: `${(100 * time) / all}%` }} />
              </div>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function milliseconds(time: number): string {
  if (time >= 10_000) return `${(time / 1000).toFixed(1)} s`;
  return `${time < 10 ? time.toFixed(1) : Math.round(time)} ms`;
}
