import { describe, expect, it } from "vitest";
import { locatedBy } from "./located-origin.ts";

const TEXT = `export default defineModel({
  drift: {
    x: "-k*x", y: '-k*y',
    z: "k*x - z",
    u: "-v",
    v: "-v",
  },
  diffusion: { x: "sigma", y: "sigma" },
  observables: { twice: \`2*x\` },
});
`;

describe("locatedBy", () => {
  const located = locatedBy(TEXT);
  const lineOf = (equation: string, text: string) => located({ equation, text, column: 3 }).line;

  it("finds the line on which an equation's text stands, in any quotes", () => {
    expect(lineOf("drift of x", "-k*x")).toBe(3);
    expect(lineOf("drift of y", "-k*y")).toBe(3);
    expect(lineOf("drift of z", "k*x - z")).toBe(4);
    expect(lineOf("observable twice", "2*x")).toBe(9);
    expect(located({ equation: "drift of x", text: "-k*x", column: 3 }).column).toBe(3);
  });

  it("tells equal texts apart by their names", () => {
    expect(lineOf("drift of u", "-v")).toBe(5);
    expect(lineOf("drift of v", "-v")).toBe(6);
  });

  it("says nothing rather than something wrong", () => {
    expect(lineOf("drift of x", "k*x")).toBeUndefined(); // a part of another one
    expect(lineOf("drift of w", "-v")).toBeUndefined();
    expect(lineOf("drift of w", "-w")).toBeUndefined();
    const origin = { equation: "drift of x", text: "-k*x" };
    expect(locatedBy(undefined)(origin)).toBe(origin);
  });

  it("leaves places of calls as they are", () => {
    const origin = { file: "a.ts", line: 7, column: 1 };
    expect(located(origin)).toBe(origin);
  });
});
