import type { RealMatrix } from "./linear-system.ts";

/** A complex number. */
export interface Complex {
  readonly re: number;
  readonly im: number;
}

const ITERATIONS = 60;

/**
 * The eigenvalues of a real square matrix, by falling real part; of a pair, the one above the real axis
 * first. NaN if the matrix isn't finite.
 *
 * Reduction to Hessenberg form by elimination, then the shifted QR algorithm in complex arithmetic with
 * deflation: G. H. Golub & C. F. Van Loan, Matrix Computations (2013), sections 7.4 and 7.5. Rotations by
 * complex numbers make it slower than the double-shift form and much shorter; systems here are small.
 */
export function eigenvalues(matrix: RealMatrix): Complex[] {
  const n = matrix.length;
  if (matrix.some((row) => row.some((entry) => !Number.isFinite(entry)))) {
    return matrix.map(() => ({ re: Number.NaN, im: Number.NaN }));
  }
  const h = complexOf(hessenberg(balanced(matrix)));
  const size = matrix.reduce((sum, row) => sum + row.reduce((s, x) => s + Math.abs(x), 0), 0);
  const found: Complex[] = [];
  let end = n - 1;
  for (let left = ITERATIONS; end >= 0; left--) {
    const start = activeBlock(h, end, size);
    if (start === end || left === 0) {
      found.push({ re: h.re[end]?.[end] ?? 0, im: h.im[end]?.[end] ?? 0 });
      end--;
      left = ITERATIONS;
    } else {
      // An exceptional shift now and then breaks cycles.
      const shift = left % 11 === 0 ? exceptional(h, end) : wilkinson(h, end);
      qrStep(h, start, end, shift);
    }
  }
  return inOrder(found.map((value) => cleaned(value, size)));
}

interface ComplexMatrix {
  readonly re: Float64Array[];
  readonly im: Float64Array[];
}

function complexOf(matrix: Float64Array[]): ComplexMatrix {
  return { re: matrix, im: matrix.map((row) => new Float64Array(row.length)) };
}

/** Scales rows and columns by powers of two to norms alike, so that rounding is as even. */
function balanced(matrix: RealMatrix): Float64Array[] {
  const a = matrix.map((row) => Float64Array.from(row));
  for (let changed = true, sweep = 0; changed && sweep < 20; sweep++) {
    changed = false;
    for (let i = 0; i < a.length; i++) {
      let [row, column] = [0, 0];
      for (let j = 0; j < a.length; j++) {
        if (j === i) continue;
        row += Math.abs(a[i]?.[j] ?? 0);
        column += Math.abs(a[j]?.[i] ?? 0);
      }
      if (row === 0 || column === 0) continue;
      const factor = 2 ** Math.round(Math.log2(row / column) / 2);
      if (factor === 1) continue;
      changed = true;
      for (let j = 0; j < a.length; j++) {
        multiply(a[i], j, 1 / factor);
        multiply(a[j], i, factor);
      }
    }
  }
  return a;
}

function multiply(row: Float64Array | undefined, j: number, factor: number): void {
  if (row) row[j] = (row[j] ?? 0) * factor;
}

/** Zeros below the subdiagonal by similarity transforms with pivoting. */
function hessenberg(a: Float64Array[]): Float64Array[] {
  const n = a.length;
  for (let m = 1; m < n - 1; m++) {
    let pivot = m;
    for (let i = m; i < n; i++) {
      if (Math.abs(a[i]?.[m - 1] ?? 0) > Math.abs(a[pivot]?.[m - 1] ?? 0)) pivot = i;
    }
    const [top, other] = [a[pivot], a[m]];
    if (!top || !other || top[m - 1] === 0) continue;
    [a[m], a[pivot]] = [top, other];
    for (const row of a) [row[m], row[pivot]] = [row[pivot] ?? 0, row[m] ?? 0];
    for (let i = m + 1; i < n; i++) {
      const row = a[i];
      if (!row) continue;
      const factor = (row[m - 1] ?? 0) / (top[m - 1] ?? 1);
      if (factor === 0) continue;
      for (let j = 0; j < n; j++) row[j] = (row[j] ?? 0) - factor * (top[j] ?? 0);
      for (const each of a) each[m] = (each[m] ?? 0) + factor * (each[i] ?? 0);
    }
  }
  return a;
}

/** The first row of the block that ends at `end`, above which the subdiagonal is negligible. */
function activeBlock({ re, im }: ComplexMatrix, end: number, size: number): number {
  for (let k = end; k > 0; k--) {
    const below = Math.hypot(re[k]?.[k - 1] ?? 0, im[k]?.[k - 1] ?? 0);
    const around =
      Math.hypot(re[k]?.[k] ?? 0, im[k]?.[k] ?? 0) +
      Math.hypot(re[k - 1]?.[k - 1] ?? 0, im[k - 1]?.[k - 1] ?? 0);
    if (below <= Number.EPSILON * (around === 0 ? size : around)) return k;
  }
  return 0;
}

function exceptional({ re, im }: ComplexMatrix, end: number): Complex {
  return { re: (re[end]?.[end] ?? 0) + Math.abs(re[end]?.[end - 1] ?? 0), im: im[end]?.[end] ?? 0 };
}

/** The eigenvalue of the last two rows and columns that is nearer to the last entry. */
function wilkinson({ re, im }: ComplexMatrix, end: number): Complex {
  const at = (i: number, j: number): Complex => ({ re: re[i]?.[j] ?? 0, im: im[i]?.[j] ?? 0 });
  const [a, b, c, d] = [at(end - 1, end - 1), at(end - 1, end), at(end, end - 1), at(end, end)];
  const half = { re: (a.re - d.re) / 2, im: (a.im - d.im) / 2 };
  const product = times(b, c);
  const square = times(half, half);
  const root = squareRoot({ re: square.re + product.re, im: square.im + product.im });
  const sign = half.re * root.re + half.im * root.im > 0 ? -1 : 1;
  return { re: d.re + half.re + sign * root.re, im: d.im + half.im + sign * root.im };
}

/** One QR step on rows and columns start..end: H − σ = QR, then RQ + σ, by Givens rotations. */
function qrStep({ re, im }: ComplexMatrix, start: number, end: number, shift: Complex): void {
  shiftDiagonal(re, im, start, end, { re: -shift.re, im: -shift.im });
  const rotations: (readonly [c: number, s: Complex])[] = [];
  for (let k = start; k < end; k++) {
    const [upperRe, upperIm, lowerRe, lowerIm] = [re[k], im[k], re[k + 1], im[k + 1]];
    if (!upperRe || !upperIm || !lowerRe || !lowerIm) continue;
    const a = { re: upperRe[k] ?? 0, im: upperIm[k] ?? 0 };
    const b = { re: lowerRe[k] ?? 0, im: lowerIm[k] ?? 0 };
    const rotation = givens(a, b);
    rotations.push(rotation);
    const [c, s] = rotation;
    for (let j = k; j <= end; j++) {
      const [xr, xi] = [upperRe[j] ?? 0, upperIm[j] ?? 0];
      const [yr, yi] = [lowerRe[j] ?? 0, lowerIm[j] ?? 0];
      upperRe[j] = c * xr + s.re * yr - s.im * yi;
      upperIm[j] = c * xi + s.re * yi + s.im * yr;
      lowerRe[j] = c * yr - s.re * xr - s.im * xi;
      lowerIm[j] = c * yi - s.re * xi + s.im * xr;
    }
  }
  rotations.forEach(([c, s], index) => {
    const k = start + index;
    for (let i = start; i <= Math.min(k + 1, end); i++) {
      const [rowRe, rowIm] = [re[i], im[i]];
      if (!rowRe || !rowIm) continue;
      const [xr, xi] = [rowRe[k] ?? 0, rowIm[k] ?? 0];
      const [yr, yi] = [rowRe[k + 1] ?? 0, rowIm[k + 1] ?? 0];
      rowRe[k] = c * xr + s.re * yr + s.im * yi;
      rowIm[k] = c * xi + s.re * yi - s.im * yr;
      rowRe[k + 1] = c * yr - s.re * xr + s.im * xi;
      rowIm[k + 1] = c * yi - s.re * xi - s.im * xr;
    }
  });
  shiftDiagonal(re, im, start, end, shift);
}

function shiftDiagonal(
  re: readonly Float64Array[],
  im: readonly Float64Array[],
  start: number,
  end: number,
  by: Complex,
): void {
  for (let k = start; k <= end; k++) {
    const [rowRe, rowIm] = [re[k], im[k]];
    if (rowRe) rowRe[k] = (rowRe[k] ?? 0) + by.re;
    if (rowIm) rowIm[k] = (rowIm[k] ?? 0) + by.im;
  }
}

/** c and s with c·a + s·b = r and −s̄·a + c·b = 0. */
function givens(a: Complex, b: Complex): readonly [number, Complex] {
  const sizeA = Math.hypot(a.re, a.im);
  const size = Math.hypot(sizeA, b.re, b.im);
  if (size === 0) return [1, { re: 0, im: 0 }];
  if (sizeA === 0) return [0, { re: b.re / size, im: -b.im / size }];
  const phase = { re: a.re / sizeA, im: a.im / sizeA };
  const s = times(phase, { re: b.re / size, im: -b.im / size });
  return [sizeA / size, s];
}

function times(a: Complex, b: Complex): Complex {
  return { re: a.re * b.re - a.im * b.im, im: a.re * b.im + a.im * b.re };
}

function squareRoot({ re, im }: Complex): Complex {
  const size = Math.hypot(re, im);
  const real = Math.sqrt(Math.max(0, (size + re) / 2));
  const imaginary = Math.sqrt(Math.max(0, (size - re) / 2));
  return { re: real, im: im < 0 ? -imaginary : imaginary };
}

/** Parts that are rounding alone are zero. */
function cleaned({ re, im }: Complex, size: number): Complex {
  const least = 8 * Number.EPSILON * size;
  return { re: Math.abs(re) < least ? 0 : re, im: Math.abs(im) < least ? 0 : im };
}

function inOrder(values: Complex[]): Complex[] {
  // Of a pair of conjugates the real parts may differ by rounding, which must not part them.
  const near = (a: number, b: number): boolean =>
    Math.abs(a - b) <= 1e-10 * Math.max(Math.abs(a), Math.abs(b));
  return values.sort((a, b) => (near(a.re, b.re) ? b.im - a.im : b.re - a.re));
}
