import type { LoggedRun } from "@driftgraph/core";
import { numberText } from "../../charts/number-text.ts";

/** What was compared: steps of two sizes, or of two tolerances. */
function grids({ tolerance }: NonNullable<LoggedRun["certificate"]>): string {
  return tolerance === undefined
    ? "at dt, dt/2 and dt/4"
    : `as they are and at rtol = ${numberText(tolerance.rtol, 2)}`;
}

const isKnown = (value: number): boolean => !Number.isNaN(value);

/** What the numbers at the end are worth: by the step size, and by the number of paths. */
export function Certificate({ logged }: { logged: LoggedRun }) {
  const { certificate, errors, series } = logged;
  if (!certificate) return null;
  const hasOrder = series.some(({ name }) => errors.get(name)?.get("strong:order")?.some(isKnown));
  return (
    <section class="scroll">
      <table class="facts">
        <caption>
          {"Errors at the end "}
          <span class="faint">
            {`95 %, from ${certificate.paths} paths run ${grids(certificate)} along the same noise`}
          </span>
        </caption>
        <thead>
          <tr>
            <th scope="col">
              <span class="visually-hidden">Series</span>
            </th>
            <th scope="col">mean</th>
            <th scope="col">by dt</th>
            <th scope="col">by number of paths</th>
            <th scope="col">a path, by dt</th>
            {hasOrder && <th scope="col">its order</th>}
          </tr>
        </thead>
        <tbody>
          {series.map(({ name, statistics }) => {
            const last = (column: string): number =>
              errors.get(name)?.get(column)?.at(-1) ?? Number.NaN;
            return (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>{numberText(statistics.get("mean")?.at(-1) ?? Number.NaN)}</td>
                <td>{`${numberText(last("mean:weak"), 2)} ± ${numberText(last("mean:weakError"), 2)}`}</td>
                <td>{`± ${numberText(last("mean:sampling"), 2)}`}</td>
                <td>{`${numberText(last("strong"), 2)} ± ${numberText(last("strong:error"), 2)}`}</td>
                {hasOrder && (
                  <td>{`${numberText(last("strong:order"), 2)} ± ${numberText(last("strong:orderError"), 2)}`}</td>
                )}
              </tr>
            );
          })}
        </tbody>
      </table>
      <EventErrors logged={logged} />
    </section>
  );
}

/** What is certified of an event, by the columns' names; shares in per cent, times as they are. */
const OF_EVENTS = [
  ["share", "share at the end"],
  ["reached", "share that came to it"],
  ["passage", "mean time when first"],
] as const;

/** What the fates and first passages at the end are worth; nothing for a model without events. */
function EventErrors({ logged: { errors, events } }: { logged: LoggedRun }) {
  const rows = events.flatMap(({ name, title = name }) => {
    const columns = errors.get(name);
    return OF_EVENTS.flatMap(([of, what]) => {
      const [weak, error, sampling] = ["weak", "weakError", "sampling"].map(
        (column) => columns?.get(`${of}:${column}`)?.at(-1) ?? Number.NaN,
      );
      if (weak === undefined || Number.isNaN(weak)) return [];
      const text = of === "passage" ? shortText : percentText;
      const by = [`${text(weak)} ± ${text(error)}`, `± ${text(sampling)}`];
      return [{ key: `${name} ${of}`, title: of === "share" ? title : "", what, by }];
    });
  });
  if (rows.length === 0) return null;
  return (
    <table class="facts">
      <thead>
        <tr>
          <th scope="col">
            <span class="visually-hidden">Event</span>
          </th>
          <th scope="col">
            <span class="visually-hidden">Result</span>
          </th>
          <th scope="col">by dt</th>
          <th scope="col">by number of paths</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, title, what, by }) => (
          <tr key={key}>
            <th scope="row">{title}</th>
            <td>{what}</td>
            {by.map((text) => (
              <td key={text}>{text}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function shortText(value = Number.NaN): string {
  return numberText(value, 2);
}

function percentText(value = Number.NaN): string {
  return `${numberText(100 * value, 2)} %`;
}
