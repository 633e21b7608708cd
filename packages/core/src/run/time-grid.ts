import { DriftgraphError } from "../errors/error.ts";

/** The times of a run: steps of dt up to tEnd, of which every `every`-th is logged. */
export interface TimeGrid {
  readonly steps: number;
  readonly dt: number;
  readonly tEnd: number;
  readonly every: number;
}

const MAX_STEPS = 2 ** 31 - 1;
/** How far from a whole number of steps rounding may lead: 9/0.1 is 90 for us. */
const TOLERANCE = 1e-9;

/**
 * The time grid of a run.
 *
 * @param every time between logged times; dt if not given.
 * @throws DriftgraphError if dt doesn't divide tEnd, or the logged times don't end at tEnd.
 */
export function resolveGrid(tEnd: number, dt: number, every?: number): TimeGrid {
  positive("dt", dt);
  positive("tEnd", tEnd);
  const steps = wholeNumber(tEnd / dt);
  if (steps === undefined) throw notDividing(tEnd, dt);
  if (steps > MAX_STEPS)
    throw new DriftgraphError("invalid-option", `${steps} steps, expected at most ${MAX_STEPS}`);
  return { steps, dt, tEnd, every: resolveEvery(steps, dt, every ?? dt) };
}

/** Digits of a time that is no part of a unit. */
const DIGITS = 15;

/**
 * The time at which the k-th step of dt ends, as a user would write it: 0.3, where 3·0.1 is
 * 0.30000000000000004. Only a label: kernels count in steps.
 */
export function timeOfStep(k: number, dt: number): number {
  const perUnit = Math.round(1 / dt);
  // One division of whole numbers is rounded once, as the written number is when it is read.
  if (perUnit >= 1 && Math.abs(perUnit * dt - 1) < TOLERANCE) return k / perUnit;
  return Number((k * dt).toPrecision(DIGITS));
}

function resolveEvery(steps: number, dt: number, every: number): number {
  positive("every", every);
  const stride = wholeNumber(every / dt);
  if (stride === undefined) {
    throw new DriftgraphError(
      "invalid-option",
      `every is ${every}, expected a multiple of dt = ${dt}`,
    );
  }
  if (steps % stride === 0) return stride;
  const nearby = divisors(steps).reduce((a, b) =>
    Math.abs(b - stride) < Math.abs(a - stride) ? b : a,
  );
  throw new DriftgraphError(
    "invalid-option",
    `every is ${every}, which doesn't divide tEnd = ${show(steps * dt)}, so that the end would not be logged`,
    { hint: `Use every = ${shortest(nearby * dt, (value) => value / dt, nearby)}.` },
  );
}

function notDividing(tEnd: number, dt: number): DriftgraphError {
  const steps = Math.max(1, Math.round(tEnd / dt));
  const step = shortest(tEnd / steps, (value) => tEnd / value, steps);
  const end = shortest(steps * dt, (value) => value / dt, steps);
  const count = steps === 1 ? "1 step" : `${steps} steps`;
  return new DriftgraphError(
    "invalid-option",
    `dt = ${dt} doesn't divide tEnd = ${tEnd}: that would be ${show(tEnd / dt)} steps`,
    { hint: `Use dt = ${step} (${count}), or tEnd = ${end}.` },
  );
}

function positive(what: string, value: number): void {
  if (value > 0 && Number.isFinite(value)) return;
  throw new DriftgraphError("invalid-option", `${what} is ${value}, expected a positive number`);
}

/** The whole number that a quotient is but for rounding; undefined if it is none, or zero. */
function wholeNumber(quotient: number): number | undefined {
  const whole = Math.round(quotient);
  const near = Math.abs(quotient - whole) <= TOLERANCE * Math.max(1, Math.min(whole, 1e3));
  return whole >= 1 && near ? whole : undefined;
}

function divisors(n: number): number[] {
  const small = Array.from({ length: Math.floor(Math.sqrt(n)) }, (_, i) => i + 1).filter(
    (d) => n % d === 0,
  );
  return [...small, ...small.map((d) => n / d)];
}

/** A value in as few digits as it takes to be a whole number of something, which must be `wanted`. */
function shortest(value: number, quotient: (value: number) => number, wanted: number): string {
  for (let digits = 8; digits < 17; digits++) {
    const rounded = Number(value.toPrecision(digits));
    if (wholeNumber(quotient(rounded)) === wanted) return String(rounded);
  }
  return String(value);
}

function show(value: number): string {
  return String(Number(value.toPrecision(8)));
}
