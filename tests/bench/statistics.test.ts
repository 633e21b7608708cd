import { describe, expect, it } from "vitest";
import { median, minimum, pairedRatio } from "./statistics.mjs";

describe("median", () => {
  it("is the middle one of an odd number, whatever their order", () => {
    expect(median([9, 1, 100])).toBe(9);
  });

  it("is between the middle ones of an even number", () => {
    expect(median([4, 1, 3, 100])).toBe(3.5);
  });

  it("orders by value, not by digits", () => {
    expect(median([10, 9, 8])).toBe(9);
  });

  it("leaves the times as they are", () => {
    const times = [3, 1, 2];
    median(times);
    expect(times).toEqual([3, 1, 2]);
  });
});

describe("minimum", () => {
  it("is the shortest time", () => {
    expect(minimum([3, 1, 2])).toBe(1);
  });
});

describe("pairedRatio", () => {
  it("is not fooled by rounds in which the whole machine was slow", () => {
    const reference = [10, 10, 40, 10, 30];
    const twice = reference.map((ms) => 2 * ms);
    expect(pairedRatio(twice, reference)).toBe(2);
  });

  it("is not fooled by one disturbed run", () => {
    expect(pairedRatio([20, 20, 500], [10, 10, 10])).toBe(2);
  });
});
