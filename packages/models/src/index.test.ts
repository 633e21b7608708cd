import { expect, it } from "vitest";
import * as models from "./index.ts";

it("exports these names", () => {
  expect(Object.keys(models)).toMatchInlineSnapshot(`
    [
      "coxIngersollRoss",
      "doubleWell",
      "fitzhughNagumo",
      "geometricBrownianMotion",
      "heston",
      "lotkaVolterra",
      "findModel",
      "models",
      "ornsteinUhlenbeck",
      "repressilator",
      "repressilatorOf",
      "schloegl",
      "switchModel",
    ]
  `);
});
