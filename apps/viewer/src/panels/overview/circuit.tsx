import type { LoggedRun } from "@driftgraph/core";
import { paletteColour } from "../../state/palette.ts";
import { type Arrow, arrow, loop, type Point, places, RADIUS } from "./circuit-geometry.ts";

type Model = NonNullable<LoggedRun["model"]>;
type Edge = Model["influences"][number];

const HEADS = { activates: "point", represses: "bar", mixed: "ring" } as const;
const WORDS = { activates: "activates", represses: "represses", mixed: "acts with either sign on" };

/** A single species need not be as large as a circuit. */
const MOST_SCALE = 1.2;
/** More species than these make a tangle, not a drawing. */
const MOST_SPECIES = 24;

/**
 * The circuit: an arrow wherever the drift of one species depends on another, ending in a point if it only ever
 * activates, in a bar if it only ever represses.
 */
export function Circuit({ species, influences }: Pick<Model, "species" | "influences">) {
  const edges = influences.filter(isDrawn);
  if (species.length > MOST_SPECIES) {
    return <p class="faint">{`${species.length} species: too many to draw as a circuit.`}</p>;
  }
  const at = new Map(places(species.length).map((place, i) => [species[i]?.name ?? "", place]));
  const arrows = edges.flatMap((edge) => arrowOf(edge, at));
  const box = boxOf([...at.values()], edges);
  return (
    <figure class="circuit">
      <svg
        viewBox={`${box.left} ${box.top} ${box.width} ${box.height}`}
        style={{ maxWidth: `${MOST_SCALE * box.width}px` }}
        role="img"
        aria-label={inWords(edges)}
      >
        {arrows.map(({ edge, curve, head, end }) => (
          <g key={`${edge.from} ${edge.to}`} class={`influence ${edge.influence}`}>
            <title>{sentence(edge)}</title>
            <path d={curve} />
            {edge.influence === "mixed" ? (
              <circle cx={end.x} cy={end.y} r={3.5} />
            ) : (
              <path d={head} />
            )}
          </g>
        ))}
        {species.map(({ name, title }, i) => (
          <Species
            key={name}
            name={name}
            title={title}
            at={at.get(name)}
            colour={paletteColour(i)}
          />
        ))}
      </svg>
      <figcaption class="faint">
        Signs of ∂drift/∂x, proved. A species' own decay isn't drawn.
      </figcaption>
    </figure>
  );
}

function Species({
  name,
  title,
  at,
  colour,
}: {
  name: string;
  title: string | undefined;
  at: Point | undefined;
  colour: string;
}) {
  if (!at) return null;
  return (
    <g class="species" style={{ color: colour }}>
      <title>{title ?? name}</title>
      <circle cx={at.x} cy={at.y} r={RADIUS} />
      <text x={at.x} y={at.y} textLength={name.length > 5 ? 2 * RADIUS - 8 : undefined}>
        {name}
      </text>
    </g>
  );
}

/** That a species decays says nothing about the circuit; that it acts on itself otherwise does. */
function isDrawn({ from, to, influence }: Edge): boolean {
  return influence !== "none" && !(from === to && influence === "represses");
}

function arrowOf(edge: Edge, at: ReadonlyMap<string, Point>): (Arrow & { edge: Edge })[] {
  const [from, to] = [at.get(edge.from), at.get(edge.to)];
  if (!from || !to || edge.influence === "none") return [];
  const head = HEADS[edge.influence];
  return [{ edge, ...(edge.from === edge.to ? loop(from, head) : arrow(from, to, head)) }];
}

/** All species, with room for the arrows to themselves if there are any. */
function boxOf(
  places: readonly Point[],
  edges: readonly Edge[],
): Record<"left" | "top" | "width" | "height", number> {
  const reach = edges.some(({ from, to }) => from === to) ? 2.9 * RADIUS : RADIUS + 6;
  const xs = places.map(({ x }) => x);
  const ys = places.map(({ y }) => y);
  const [left, top] = [Math.min(...xs) - reach, Math.min(...ys) - reach];
  const [width, height] = [Math.max(...xs) + reach - left, Math.max(...ys) + reach - top];
  return { left, top, width, height };
}

function sentence({ from, to, influence }: Edge): string {
  return influence === "none" ? "" : `${from} ${WORDS[influence]} ${from === to ? "itself" : to}`;
}

function inWords(edges: readonly Edge[]): string {
  return edges.length === 0
    ? "The species don't act on each other."
    : `${edges.map(sentence).join("; ")}.`;
}
