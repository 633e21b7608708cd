import type { Model } from "@driftgraph/core";

/**
 * The built-in models by the names that the command knows them by, each loaded when it is asked for: one
 * model's equations are read in a tenth of the time of all.
 */
export const catalogue = {
  switch: async () => (await import("../switch.ts")).switchModel,
  repressilator: async () => (await import("../repressilator.ts")).repressilator,
  "geometric-brownian-motion": async () =>
    (await import("../geometric-brownian-motion.ts")).geometricBrownianMotion,
  "ornstein-uhlenbeck": async () => (await import("../ornstein-uhlenbeck.ts")).ornsteinUhlenbeck,
  "cox-ingersoll-ross": async () => (await import("../cox-ingersoll-ross.ts")).coxIngersollRoss,
  schloegl: async () => (await import("../schloegl.ts")).schloegl,
  "lotka-volterra": async () => (await import("../lotka-volterra.ts")).lotkaVolterra,
  "fitzhugh-nagumo": async () => (await import("../fitzhugh-nagumo.ts")).fitzhughNagumo,
  "double-well": async () => (await import("../double-well.ts")).doubleWell,
  heston: async () => (await import("../heston.ts")).heston,
} as const satisfies Readonly<Record<string, () => Promise<Model>>>;
