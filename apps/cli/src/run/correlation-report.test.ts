import { describe, expect, it } from "vitest";
import { type PeriodResult, periodLine } from "./correlation-report.ts";

const RESULT: PeriodResult = {
  species: "A",
  from: 20,
  rhythm: "period",
  period: 3.574,
  periodError: 0.0032,
  coherence: 0.828,
  coherenceError: 0.0023,
};
const NONE = { period: null, periodError: null, coherence: null, coherenceError: null };
const LOGGED = { spacing: 0.5, end: 50 };

describe("periodLine", () => {
  it("tells the period in the model's unit, with what it is known within", () => {
    expect(periodLine(RESULT, LOGGED, "h")).toBe(
      "A has a period of 3.574 ± 0.0063 h: 82.8 % ± 0.45 % of its rhythm at t = 20.00 h is left after one",
    );
  });

  it.each([
    ["none", "A shows no period from t = 20.00 to 50.00"],
    [
      "undefined",
      "A has no autocorrelation from t = 20.00 on, as it is the same on all paths there: take a later time",
    ],
    [
      "coarse",
      "A: logged times 0.5000 apart are too far from each other to tell a period: take a smaller --every, so that there are 8 in one",
    ],
  ] as const)("tells why there is none: %s", (rhythm, text) => {
    expect(periodLine({ ...RESULT, ...NONE, rhythm }, LOGGED, undefined)).toBe(text);
  });
});
