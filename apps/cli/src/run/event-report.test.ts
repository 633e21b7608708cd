import { describe, expect, it } from "vitest";
import { showPercent } from "../terminal/number.ts";
import { type EventResult, eventSentence } from "./event-report.ts";

const RESULT: EventResult = {
  event: "wrong",
  title: "the wrong gene on",
  t: 9,
  paths: 20_000,
  lost: 0,
  known: 20_000,
  share: 0.021,
  low: 0.0191,
  high: 0.0231,
  reached: 0.021,
  reachedLow: 0.0191,
  reachedHigh: 0.0231,
  meanPassage: 3.25,
  passageError: 0.1,
  medianPassage: null,
  medianPassageError: null,
  begun: 0.021,
};

describe("eventSentence", () => {
  it("tells the fate with its confidence interval", () => {
    expect(eventSentence(RESULT)).toBe(
      "2.1 % of paths ended with the wrong gene on (95 % CI 1.9–2.3 %), first at t = 3.250 on average",
    );
  });

  it("tells of paths that were there and left, and of those that came again", () => {
    const { title: _, ...rest } = RESULT;
    expect(
      eventSentence({
        ...rest,
        title: null,
        reached: 1,
        begun: 7.5,
        meanPassage: 0.5,
        passageError: 0.01,
      }),
    ).toBe(
      "2.1 % of paths ended with wrong (95 % CI 1.9–2.3 %); 100 % were there at some time, first at t = 0.5000 on average, 7.500 times each on average",
    );
  });

  it("tells how far the first passage is known, if logged times are far apart", () => {
    expect(eventSentence({ ...RESULT, meanPassage: 9, passageError: 4.5 })).toContain(
      "first between t = 4.500 and 9.000 on average",
    );
  });

  it("tells of which paths it is the share, if some were lost", () => {
    const lost = { ...RESULT, paths: 19_000, lost: 1000, known: 19_400, reached: 0.04 };
    expect(eventSentence(lost)).toBe(
      "2.1 % of the 19,000 finite paths ended with the wrong gene on (95 % CI 1.9–2.3 %); 4.0 % of the 19,400 known were there at some time, first at t = 3.250 on average",
    );
  });

  it("tells that nothing happened", () => {
    const never = { meanPassage: null, passageError: null };
    const nothing = { ...RESULT, share: 0, low: 0, high: 0.000192, reached: 0, ...never };
    expect(eventSentence(nothing)).toBe(
      "0 % of paths ended with the wrong gene on (95 % CI 0–0.019 %); none was there before",
    );
  });
});

describe("showPercent", () => {
  it.each([
    [0, "0 %"],
    [1, "100 %"],
    [0.4213, "42.1 %"],
    [0.0021, "0.21 %"],
    [0.99996, "99.9960 %"],
    [0.021, "2.1 %"],
  ])("shows %d as %s", (share, text) => {
    expect(showPercent(share)).toBe(text);
  });
});
