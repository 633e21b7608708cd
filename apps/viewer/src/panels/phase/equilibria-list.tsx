import type { LoggedRun } from "@driftgraph/core";
import { numberText } from "../../charts/number-text.ts";
import { eigenvalueText, lookOf, type RestPoints } from "./rest-points.ts";

const SYMBOLS = { stable: "●", unstable: "○", saddle: "◐", undecided: "◌" } as const;

/** The equilibria with their coordinates and eigenvalues. */
export function EquilibriaList({
  title,
  logged,
  rest,
}: {
  title: string | undefined;
  logged: LoggedRun;
  rest: RestPoints;
}) {
  if (rest.continuum) {
    return <p class="faint">The equilibria fill a line or more: they can't be listed.</p>;
  }
  if (rest.points.length === 0) return <p class="faint">No equilibria were found.</p>;
  const species = logged.model?.equations.map((of) => of.species) ?? [];
  return (
    <table class="equilibria">
      <caption class={title === undefined ? "visually-hidden" : undefined}>
        {title === undefined ? "Equilibria of the drift" : `Equilibria of ${title}`}
      </caption>
      <thead>
        <tr>
          <th scope="col">equilibrium</th>
          {species.map((name) => (
            <th key={name} scope="col">
              {name}
            </th>
          ))}
          <th scope="col">eigenvalues</th>
        </tr>
      </thead>
      <tbody>
        {rest.points.map((point) => (
          <tr key={point.x.join(" ")}>
            <th scope="row">{`${SYMBOLS[lookOf(point)]} ${point.kind}`}</th>
            {point.x.map((value, i) => (
              <td key={species[i]}>{numberText(value, 5)}</td>
            ))}
            <td>{eigenvalueText(point)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
