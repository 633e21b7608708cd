import { DriftgraphError } from "../errors/error.ts";
import { nearest } from "../errors/nearest.ts";
import { jumpingDiffusion } from "../model/ito.ts";
import type { Model } from "../model/model.ts";
import { type NoiseStructure, proveNoise } from "../model/noise-structure.ts";
import { dri1 } from "./dri1.ts";
import { eulerMaruyama } from "./euler-maruyama.ts";
import { implicitEuler } from "./implicit-euler.ts";
import { milstein } from "./milstein.ts";
import { platen } from "./platen.ts";
import { rk4 } from "./rk4.ts";
import { rk4Article } from "./rk4-article.ts";
import { rk4Kasdin } from "./rk4-kasdin.ts";
import type { Order, Scheme } from "./scheme.ts";
import { sosra } from "./sosra.ts";
import { sosri } from "./sosri.ts";
import { sra1 } from "./sra1.ts";
import { sra3 } from "./sra3.ts";
import { sriw1 } from "./sriw1.ts";
import { stochasticHeun } from "./stochastic-heun.ts";

/** All schemes, by rising order. */
export const SCHEMES: readonly Scheme[] = [
  eulerMaruyama,
  implicitEuler,
  rk4Article,
  rk4Kasdin,
  milstein,
  platen,
  stochasticHeun,
  dri1,
  sra1,
  sra3,
  sosra,
  sriw1,
  sosri,
  rk4,
];

/**
 * The scheme of a name.
 *
 * @throws DriftgraphError `unknown-scheme` with the nearest name.
 */
export function findScheme(name: string): Scheme {
  const names = SCHEMES.map((scheme) => scheme.name);
  const found = SCHEMES.find((scheme) => scheme.name === name);
  if (found) return found;
  const near = nearest(name, names);
  throw new DriftgraphError(
    "unknown-scheme",
    `unknown scheme "${name}", expected one of ${names.join(", ")}`,
    {
      hint: near ? `Did you mean "${near}"?` : undefined,
    },
  );
}

/** The default for a noise structure: the highest strong order that is proved for it. */
export function defaultScheme(noise: NoiseStructure): Scheme {
  const defaults: { readonly [S in NoiseStructure]: Scheme } = {
    none: rk4,
    additive: sra1,
    "diagonal-own": sriw1,
    diagonal: eulerMaruyama,
    commutative: milstein,
    general: eulerMaruyama,
  };
  return defaults[noise];
}

/** The default for a model: that for its noise, or Heun's where no other calculus than the model's own will do. */
export function defaultSchemeFor(model: Model): Scheme {
  const chosen = defaultScheme(proveNoise(model).structure);
  return calculusRefusal(model, chosen) === undefined ? chosen : stochasticHeun;
}

/**
 * Why a scheme can't take a model in the model's calculus, if it can't.
 *
 * What turns Stratonovich's integral into Itô's is a derivative of the diffusion. Where that jumps there is none, and
 * Heun's scheme, which needs none, is the only one for Stratonovich's.
 */
export function calculusRefusal(
  model: Model,
  { interpretations }: Pick<Scheme, "interpretations">,
): string | undefined {
  const isIto = model.interpretation === "ito";
  if (isIto === interpretations.includes("ito")) return undefined;
  const species = jumpingDiffusion(model);
  if (species === undefined) return undefined;
  return `the diffusion of ${species} may jump, so that it has no derivative to turn ${isIto ? "Itô" : "Stratonovich"}'s calculus into another by`;
}

/** The scheme for a model. @throws DriftgraphError `scheme-not-applicable` with the reason and an alternative. */
export function checkCalculus(model: Model, scheme: Scheme): void {
  const refusal = calculusRefusal(model, scheme);
  if (refusal === undefined) return;
  throw new DriftgraphError("scheme-not-applicable", `${scheme.name} doesn't apply: ${refusal}`, {
    hint: `Use scheme ${defaultSchemeFor(model).name}, the default for this model.`,
  });
}

/**
 * The order that a scheme really has for a noise structure.
 *
 * @throws DriftgraphError `scheme-not-applicable` with the reason and an alternative.
 */
export function orderOf(scheme: Scheme, noise: NoiseStructure): Order {
  const order = scheme.order(noise);
  if (!("refusal" in order)) return order;
  throw new DriftgraphError(
    "scheme-not-applicable",
    `${scheme.name} doesn't apply: ${order.refusal}`,
    {
      hint: `Use scheme ${defaultScheme(noise).name}, the default for this model.`,
    },
  );
}
