/** A place in the drawing, in its own units. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** An arrow: a curve from one species' rim to another's, and the head at its end. */
export interface Arrow {
  /** An SVG path. */
  readonly curve: string;
  /** An SVG path: a point for activation, a bar for repression, a ring's diameter for neither. */
  readonly head: string;
  readonly end: Point;
}

/** Radius of a species. */
export const RADIUS = 20;
/** Space between an arrow's end and the rim. */
const GAP = 5;
const HEAD = 7;
/** How far a curve bows out, as a share of its length. */
const BOW = 0.18;

/** Species on a ring, the first at the top; two side by side. */
export function places(count: number): Point[] {
  if (count === 1) return [{ x: 0, y: 0 }];
  const ring = Math.max(60, (count * 3.2 * RADIUS) / (2 * Math.PI));
  const first = count === 2 ? Math.PI : -Math.PI / 2;
  return Array.from({ length: count }, (_, i) => {
    const angle = first + (2 * Math.PI * i) / count;
    return { x: round(ring * Math.cos(angle)), y: round(ring * Math.sin(angle)) };
  });
}

/** The arrow from one species to another, bowed so that the one back has its own way. */
export function arrow(from: Point, to: Point, head: "point" | "bar" | "ring"): Arrow {
  const length = Math.hypot(to.x - from.x, to.y - from.y);
  const along = { x: (to.x - from.x) / length, y: (to.y - from.y) / length };
  const control = {
    x: (from.x + to.x) / 2 + along.y * length * BOW,
    y: (from.y + to.y) / 2 - along.x * length * BOW,
  };
  return curved(
    toward(from, control, RADIUS + 1),
    control,
    toward(to, control, RADIUS + GAP),
    head,
  );
}

/** The arrow of a species to itself, on the side away from the middle. */
export function loop(at: Point, head: "point" | "bar" | "ring"): Arrow {
  const away = Math.hypot(at.x, at.y) > 0 ? Math.atan2(at.y, at.x) : -Math.PI / 2;
  const on = (angle: number, radius: number): Point => ({
    x: at.x + radius * Math.cos(away + angle),
    y: at.y + radius * Math.sin(away + angle),
  });
  const start = on(-0.6, RADIUS + 1);
  const end = on(0.6, RADIUS + GAP);
  const [c1, c2] = [on(-0.75, 3.2 * RADIUS), on(0.75, 3.2 * RADIUS)];
  return {
    curve: `M${pair(start)} C${pair(c1)} ${pair(c2)} ${pair(end)}`,
    head: headAt(end, direction(c2, end), head),
    end,
  };
}

function curved(start: Point, control: Point, end: Point, head: "point" | "bar" | "ring"): Arrow {
  return {
    curve: `M${pair(start)} Q${pair(control)} ${pair(end)}`,
    head: headAt(end, direction(control, end), head),
    end,
  };
}

function headAt(end: Point, along: Point, head: "point" | "bar" | "ring"): string {
  const across = { x: -along.y, y: along.x };
  const at = (forward: number, side: number): string =>
    pair({
      x: end.x + along.x * forward + across.x * side,
      y: end.y + along.y * forward + across.y * side,
    });
  if (head === "bar") return `M${at(0, HEAD)} L${at(0, -HEAD)}`;
  if (head === "point") return `M${at(-HEAD, HEAD * 0.6)} L${at(2, 0)} L${at(-HEAD, -HEAD * 0.6)}`;
  return `M${at(0, 0)} L${at(-HEAD, 0)}`;
}

function toward(from: Point, target: Point, distance: number): Point {
  const along = direction(from, target);
  return { x: from.x + along.x * distance, y: from.y + along.y * distance };
}

function direction(from: Point, to: Point): Point {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  return { x: (to.x - from.x) / length, y: (to.y - from.y) / length };
}

function pair({ x, y }: Point): string {
  return `${round(x)} ${round(y)}`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
