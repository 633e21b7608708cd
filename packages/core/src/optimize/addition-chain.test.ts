import { describe, expect, it } from "vitest";
import { additionChain } from "./addition-chain.ts";

/** Lengths of the shortest addition chains for 1 … 64: OEIS A003313. */
const SHORTEST = [
  0, 1, 2, 2, 3, 3, 4, 3, 4, 4, 5, 4, 5, 5, 5, 4, 5, 5, 6, 5, 6, 6, 6, 5, 6, 6, 6, 6, 7, 6, 7, 5, 6,
  6, 7, 6, 7, 7, 7, 6, 7, 7, 7, 7, 7, 7, 8, 6, 7, 7, 7, 7, 8, 7, 8, 7, 8, 8, 8, 7, 8, 8, 8, 6,
];

describe("additionChain", () => {
  it("is as short as can be for every exponent up to 64", () => {
    expect(SHORTEST.map((_, i) => additionChain([i + 1]).length)).toEqual(SHORTEST);
  });

  it("multiplies only powers that it has made", () => {
    for (let n = 1; n <= 64; n++) {
      const made = new Set([1]);
      for (const { exponent, left, right } of additionChain([n])) {
        expect(made.has(left) && made.has(right)).toBe(true);
        expect(left + right).toBe(exponent);
        made.add(exponent);
      }
      expect(made.has(n)).toBe(true);
    }
  });

  it("makes several powers together: x^5 and x^6 cost one more than x^5", () => {
    expect(additionChain([5, 6])).toHaveLength(4);
    expect(additionChain([5, 6]).map(({ exponent }) => exponent)).toEqual(
      expect.arrayContaining([5, 6]),
    );
  });
});
