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
export function Certificate({ logged: { certificate, errors, series } }: { logged: LoggedRun }) {
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
    </section>
  );
}
