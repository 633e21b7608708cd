import { describe, expect, it } from "vitest";
import { keyContext } from "./definition-context.ts";

/** The context at the mark `|`. */
function at(text: string) {
  return keyContext(text.replace("|", ""), text.indexOf("|"));
}

describe("where a key of a definition may be written", () => {
  it("is the definition itself, with the keys that are there", () => {
    expect(at('defineModel({ name: "x", drift: { a: "1" }, |')).toEqual({
      call: 0,
      path: [],
      present: new Set(["name", "drift"]),
    });
  });

  it("is an inner object, by the path that leads to it", () => {
    expect(at('defineModel({ drift: { a: "-a, b", |')?.path).toEqual(["drift"]);
    expect(at("defineModel({ diffusion: { W: { |")?.path).toEqual(["diffusion", "W"]);
  });

  it("is at the end of a word that is being written", () => {
    expect(at("defineModel({ dri|")?.present).toEqual(new Set());
  });

  it("is no value, no string, and nothing behind the call", () => {
    expect(at("defineModel({ name: |")).toBeUndefined();
    expect(at('defineModel({ drift: { a: "x|')).toBeUndefined();
    expect(at("defineModel({}); foo({ |")).toBeUndefined();
  });

  it("is of the second model behind the first", () => {
    expect(at("defineModel({ a: 1 }); defineModel({ |")?.call).toBe(1);
  });
});
