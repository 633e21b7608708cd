import { DriftgraphError, defineModel, type Model } from "@driftgraph/core";

const PARAMETERS = {
  K: { value: 0.5, title: "repression threshold" },
  n: { value: 6, title: "Hill coefficient" },
  gamma: { value: "1/(1 + K^n)", title: "degradation rate" },
  sigma: { value: 0.1, title: "noise strength" },
} as const;

const SOURCE =
  "M. Holub, Using Deep Learning Libraries to Solve Stochastic Differential Equations (2018); " +
  "the circuit is that of M. B. Elowitz & S. Leibler, Nature 403 (2000) 335–338";

/** Three genes in a ring, each repressed by the next. */
export const repressilator: Model = defineModel({
  name: "repressilator",
  title: "Repressilator",
  description: "Three genes in a ring, each repressed by the next: they take turns.",
  source: SOURCE,
  interpretation: "ito",
  parameters: PARAMETERS,
  titles: { A: "protein A", B: "protein B", C: "protein C" },
  state: { A: 1, B: 0.2, C: 0.2 },
  drift: {
    A: "K^n/(K^n + B^n) - gamma*A",
    B: "K^n/(K^n + C^n) - gamma*B",
    C: "K^n/(K^n + A^n) - gamma*C",
  },
  diffusion: { A: "sigma*A", B: "sigma*B", C: "sigma*C" },
  events: {
    A_represses: { when: "A > K", title: "A above its threshold" },
    B_represses: { when: "B > K", title: "B above its threshold" },
    C_represses: { when: "C > K", title: "C above its threshold" },
  },
  run: { paths: 25_000, tEnd: 9, dt: 0.1 },
});

/**
 * A ring of any number of genes x1 … xn, each repressed by the next. Odd rings oscillate.
 *
 * @param genes a whole number from 2 to 64.
 * @throws DriftgraphError `invalid-model` for another number.
 */
export function repressilatorOf(genes: number): Model {
  if (!Number.isInteger(genes) || genes < 2 || genes > 64) {
    throw new DriftgraphError(
      "invalid-model",
      `a ring of ${genes} genes, expected a whole number from 2 to 64`,
    );
  }
  const names = Array.from({ length: genes }, (_, i) => `x${i + 1}`);
  const forEach = <T>(value: (name: string, next: string, i: number) => T): Record<string, T> =>
    Object.fromEntries(
      names.map((name, i) => [name, value(name, names[(i + 1) % genes] ?? name, i)]),
    );
  return defineModel({
    name: `repressilator-${genes}`,
    title: `Repressilator of ${genes} genes`,
    description: "Genes in a ring, each repressed by the next.",
    source: SOURCE,
    interpretation: "ito",
    parameters: PARAMETERS,
    state: forEach((_, __, i) => (i === 0 ? 1 : 0.2)),
    drift: forEach((name, next) => `K^n/(K^n + ${next}^n) - gamma*${name}`),
    diffusion: forEach((name) => `sigma*${name}`),
    run: { paths: 25_000, tEnd: 9, dt: 0.1 },
  });
}
