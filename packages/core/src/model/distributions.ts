import type { Equation } from "./definition.ts";

/** A distribution of initial values; its arguments are numbers or expressions of parameters. */
export interface Distribution<P extends string = string> {
  readonly distribution: "normal" | "lognormal" | "uniform" | "poisson";
  readonly arguments: readonly Equation<P>[];
}

const make =
  <const D extends Distribution["distribution"]>(distribution: D) =>
  <P extends string>(...args: readonly Equation<P>[]): Distribution<P> =>
    Object.freeze({ distribution, arguments: args });

/** The normal distribution of a mean and a standard deviation. */
export const normal: <P extends string>(mean: Equation<P>, sd: Equation<P>) => Distribution<P> =
  make("normal");

/** The distribution of exp(X), X normal with mean mu and standard deviation sigma. */
export const lognormal: <P extends string>(mu: Equation<P>, sigma: Equation<P>) => Distribution<P> =
  make("lognormal");

/** The uniform distribution on (low, high). */
export const uniform: <P extends string>(low: Equation<P>, high: Equation<P>) => Distribution<P> =
  make("uniform");

/** The Poisson distribution of a rate. */
export const poisson: <P extends string>(rate: Equation<P>) => Distribution<P> = make("poisson");

const NAMES: ReadonlySet<unknown> = new Set<Distribution["distribution"]>([
  "normal",
  "lognormal",
  "uniform",
  "poisson",
]);

/** Whether a value is a distribution. */
export function isDistribution(value: unknown): value is Distribution {
  if (typeof value !== "object" || value === null) return false;
  return "distribution" in value && NAMES.has(value.distribution) && "arguments" in value;
}
