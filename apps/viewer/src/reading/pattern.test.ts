import { describe, expect, it } from "vitest";
import { compilePattern, type Pattern, plainPattern } from "./pattern.ts";

function compiled(source: string): Pattern {
  const pattern = compilePattern(source);
  if (typeof pattern === "string") throw new Error(pattern);
  return pattern;
}

describe("compilePattern", () => {
  it("finds a regular expression anywhere, without regard to case", () => {
    expect(compiled("^r-\\d+").isIn("R-12 repressilator")).toBe(true);
    expect(compiled("(switch|ring)$").isIn("a Switch")).toBe(true);
    expect(compiled("σ=0\\.[12]").isIn("Σ=0.2")).toBe(true);
    expect(compiled("^b").isIn("ab")).toBe(false);
  });

  it("says what is wrong with one", () => {
    expect(compilePattern("(")).toBe("Invalid regular expression: missing closing ): `(`");
    expect(compilePattern("(a)\\1")).toMatch(/^Invalid regular expression: .*\\1/);
  });

  it("takes no longer for those that would hang the engine's own", () => {
    const began = performance.now();
    expect(compiled("^(a+)+$").isIn(`${"a".repeat(5000)}b`)).toBe(false);
    expect(compiled("(x+x+)+y").isIn("x".repeat(5000))).toBe(false);
    expect(performance.now() - began).toBeLessThan(2000);
  });
});

describe("plainPattern", () => {
  it("takes characters that mean something in a pattern for themselves", () => {
    expect(plainPattern("(A").isIn("f(a)")).toBe(true);
    expect(plainPattern(".").isIn("ab")).toBe(false);
  });
});
