import { expect, it } from "vitest";
import { defineModel } from "../model/define-model.ts";
import { simulate } from "./simulate.ts";

it.each(["wasm", "interpreter"] as const)(
  "observables and events of parameters alone are the same at all times (%s)",
  async (backend) => {
    const model = defineModel({
      name: "constant",
      interpretation: "ito",
      parameters: { k: 3 },
      state: { x: 1 },
      drift: { x: "-x" },
      diffusion: { x: 0.1 },
      observables: { twice: "2*k", one: "1" },
      events: { large: "k > 2", small: "k < 2" },
    });
    const options = { backend, paths: 10, tEnd: 1, dt: 0.1, every: 0.5, covariances: true };
    const [ensemble] = (await simulate(model, options)).ensembles;
    const [, twice, one] = ensemble?.series ?? [];
    expect([twice, one].map((of) => [...(of?.mean ?? [])])).toEqual([
      [6, 6, 6],
      [1, 1, 1],
    ]);
    expect([...(twice?.variance ?? [])]).toEqual([0, 0, 0]);
    expect(ensemble?.events.map(({ holding }) => [...holding])).toEqual([
      [10, 10, 10],
      [0, 0, 0],
    ]);
  },
);
