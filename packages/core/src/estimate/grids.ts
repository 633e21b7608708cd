/** A grid of steps over the whole run, and how it comes from a coarser one. */
export interface Grid {
  readonly steps: number;
  readonly dt: number;
  /** Into how many steps one of the next coarser grid is divided; undefined if there is none. */
  readonly parts: number | undefined;
}

/** How much coarser a grid may be than the one below it: beyond, little of the variance is left. */
const PARTS = [2, 3, 5] as const;
/** Grids beside the run's own; variances of the coarsest ones stop falling long before. */
const MAX_COARSER = 9;

/** The run's own grid, then coarser and coarser ones whose steps end where steps of the one before do. */
export function gridsOf(steps: number, dt: number): Grid[] {
  const grids: Grid[] = [];
  for (let grid = { steps, dt }; ; ) {
    const parts = PARTS.find((n) => grid.steps % n === 0);
    if (parts === undefined || grids.length === MAX_COARSER)
      return [...grids, { ...grid, parts: undefined }];
    grids.push({ ...grid, parts });
    grid = { steps: grid.steps / parts, dt: grid.dt * parts };
  }
}
