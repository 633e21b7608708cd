import { countText, numberText } from "../../charts/number-text.ts";
import type { PhaseSubject } from "./phase-chart.ts";

/** What the phase plane shows and how it was computed. */
export function PhaseHelp({ subjects }: { subjects: readonly PhaseSubject[] }) {
  return (
    <>
      <p>
        Two species against each other. The grey density, the paths and their dots are of the run's
        sample paths alone, since a log has no joint histograms: the density is of all their logged
        times, smoothed over about ten pixels; the dots are where they are at the time below, and
        their trails fade into the past and go back at most a hundred logged times.
      </p>
      <p>
        Arrows, nullclines and equilibria are of the logged model's drift, without its noise: arrows
        have one length, nullclines are where the drift of a species is zero, in its colour.
        Equilibria (● stable, ○ unstable, ◐ saddle) are found by Newton's method from many starts;
        that there are no others isn't proved. The dotted diagonal stands where exchanging the two
        species changes nothing.
      </p>
      {subjects.map(({ title, x, plane }) => (
        <p
          key={title}
        >{`${title}: ${countText(x.samples.paths.length)} sample paths. ${heldText(plane?.held)}`}</p>
      ))}
    </>
  );
}

/** Which species are held, and at what. */
export function heldText(held: ReadonlyMap<string, number> | undefined): string {
  if (!held || held.size === 0) return "";
  const values = [...held].map(([name, value]) => `${name} = ${numberText(value, 3)}`);
  return `Drift at ${values.join(", ")}.`;
}
