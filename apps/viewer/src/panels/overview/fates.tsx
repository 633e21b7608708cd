import { type LoggedRun, wilsonInterval } from "@driftgraph/core";

/** On what share of the paths each event of the model holds at the end. */
export function Fates({ events }: Pick<LoggedRun, "events">) {
  const lines = events.flatMap(({ name, title, paths, known, holding, reached }) => {
    const [all, end, ever] = [paths.at(-1) ?? 0, holding.at(-1) ?? 0, reached.at(-1) ?? 0];
    if (!(all > 0)) return [];
    const { low, high } = wilsonInterval(end, all);
    const interval = `95 % CI ${(100 * low).toFixed(1)}–${(100 * high).toFixed(1)} %`;
    return [
      { name, what: title ?? name, share: end / all, interval, ever: ever / (known.at(-1) ?? all) },
    ];
  });
  if (lines.length === 0) return null;
  return (
    <ul class="fates" aria-label="Fates">
      {lines.map(({ name, what, share, interval, ever }) => (
        <li key={name}>
          <strong>{`${(100 * share).toFixed(1)} %`}</strong>
          {` of paths ended with ${what} `}
          <span class="faint">{`(${interval}; ${(100 * ever).toFixed(1)} % came to it at some time)`}</span>
        </li>
      ))}
    </ul>
  );
}
