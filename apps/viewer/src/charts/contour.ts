/** Values at the points of a grid, row by row. */
export interface Grid {
  readonly columns: number;
  readonly rows: number;
  readonly values: ArrayLike<number>;
}

/**
 * Where the values of a grid are zero: segments x1, y1, x2, y2 in columns and rows, linear between the points
 * (marching squares). Cells with a value that isn't finite are left out; in a saddle the cell's mean decides.
 */
export function zeroContour({ columns, rows, values }: Grid): number[] {
  const segments: number[] = [];
  for (let row = 0; row + 1 < rows; row++) {
    for (let column = 0; column + 1 < columns; column++) {
      const at = row * columns + column;
      const corners = [values[at], values[at + 1], values[at + columns + 1], values[at + columns]];
      addCell(
        segments,
        column,
        row,
        corners.map((value) => value ?? Number.NaN),
      );
    }
  }
  return segments;
}

/** Corners of a cell in their order around it. */
const CORNERS = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 1],
] as const;

function addCell(segments: number[], column: number, row: number, values: readonly number[]): void {
  if (!values.every(Number.isFinite)) return;
  const crossed = values.flatMap((value, i) => {
    const next = values[(i + 1) % 4] ?? 0;
    if (value > 0 === next > 0) return [];
    const [from, to] = [CORNERS[i], CORNERS[(i + 1) % 4]];
    const part = value / (value - next);
    const between = (axis: 0 | 1): number =>
      (from?.[axis] ?? 0) + part * ((to?.[axis] ?? 0) - (from?.[axis] ?? 0));
    return [[column + between(0), row + between(1)] as const];
  });
  const mean = values.reduce((sum, value) => sum + value, 0);
  // Four crossings: the corners whose sign is not the middle's are cut off, each by itself.
  const shift = crossed.length === 4 && mean > 0 === (values[0] ?? 0) > 0 ? 0 : 1;
  for (let i = 0; i + 1 < crossed.length; i += 2) {
    const a = crossed[(i + (crossed.length === 4 ? shift : 0)) % crossed.length];
    const b = crossed[(i + 1 + (crossed.length === 4 ? shift : 0)) % crossed.length];
    if (a && b) segments.push(...a, ...b);
  }
}
