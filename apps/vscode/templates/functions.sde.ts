import { defineModel, hillRepression, mul, sub } from "@driftgraph/core";

/** Formulas may be functions: TypeScript checks the names, and loops and helpers are at hand. */
export default defineModel({
  name: "functions",
  interpretation: "ito",
  parameters: { beta: 10, K: 2, n: 4, gamma: 1, sigma: 0.3 },
  state: { protein: 0 },
  drift: {
    protein: ({ protein, beta, K, n, gamma }) =>
      sub(mul(beta, hillRepression(protein, K, n)), mul(gamma, protein)),
  },
  diffusion: { protein: ({ protein, sigma }) => mul(sigma, protein) },
  positivity: "clip",
  run: { paths: 10_000, tEnd: 10, dt: 0.01 },
});
