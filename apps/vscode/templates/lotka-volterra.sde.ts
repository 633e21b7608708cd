import { defineModel } from "@driftgraph/core";

/** Predators and prey: both feel the weather, a noise that they share, and each has one of its own. */
export default defineModel({
  name: "lotka-volterra",
  interpretation: "ito",
  parameters: { birth: 1, predation: 0.1, growth: 0.02, death: 0.5, weather: 0.1, own: 0.05 },
  state: { prey: 30, predators: 5 },
  drift: {
    prey: "birth*prey - predation*prey*predators",
    predators: "growth*prey*predators - death*predators",
  },
  diffusion: {
    W_weather: { prey: "weather*prey", predators: "weather*predators" },
    W_prey: { prey: "own*prey" },
    W_predators: { predators: "own*predators" },
  },
  positivity: "clip",
  run: { paths: 10_000, tEnd: 20, dt: 0.01 },
});
