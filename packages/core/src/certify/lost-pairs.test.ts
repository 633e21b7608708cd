import { expect, it } from "vitest";
import { defineModel } from "../model/define-model.ts";
import { simulate } from "../run/simulate.ts";
import { certify } from "./certify.ts";

it("a pair of which a path is lost ends neither alike nor otherwise: it is left out of shares", async () => {
  const escaping = defineModel({
    name: "escaping",
    interpretation: "ito",
    parameters: {},
    state: { x: 1 },
    drift: { x: "x - x^3" },
    diffusion: { x: "1.5*x^2" },
    events: { any: "x > -1e200", timed: "t >= 0", low: "x < 0.4" },
    run: { paths: 4000, tEnd: 3, dt: 0.05 },
  });
  const run = await simulate(escaping, { scheme: "euler-maruyama", nonFinite: "count" });
  const [ensemble] = run.ensembles;
  if (!ensemble) throw new Error("no ensemble");
  const { events, lost } = await certify(run, ensemble, { paths: 4096 });
  expect(lost).toBeGreaterThan(100);
  const [any, timed, low] = events;
  for (const always of [any, timed]) {
    expect(always?.flipped.at(-1)).toBe(0);
    expect(always?.share.weak.at(-1)).toBe(0);
  }
  expect(low?.flipped.at(-1)).toBeGreaterThan(0);
});
