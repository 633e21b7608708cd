/** How much coarser a grid may be than the one below it: beyond, little of the variance is left. */
const PARTS = [2, 3, 5] as const;
/** Grids beside the run's own; variances of the coarsest ones stop falling long before. */
const MAX_COARSER = 9;

/**
 * How a grid of steps is made coarser, again and again, so that its steps end where steps of the one before
 * do: how many of them are joined each time.
 */
export function coarsenings(steps: number): number[] {
  const joined: number[] = [];
  for (let left = steps; joined.length < MAX_COARSER; ) {
    const parts = PARTS.find((n) => left % n === 0);
    if (parts === undefined) break;
    joined.push(parts);
    left /= parts;
  }
  return joined;
}
