import { models } from "@driftgraph/models";
import { describe, expect, it } from "vitest";
import { checkModel } from "./check-model.ts";

describe("checkModel", () => {
  it("gives the default export", () => {
    expect(checkModel({ default: models.switch }, "m.ts")).toBe(models.switch);
  });

  it.each([
    [{}, "it exports nothing", "Expected: export default defineModel"],
    [{ default: null }, "its default export is null", "Expected"],
    [{ default: [models.switch] }, "its default export is an array", "Expected"],
    [{ default: Promise.resolve(1) }, "its default export is a promise", "Expected"],
    [{ default: "switch" }, "its default export is the string switch", "Expected"],
    [{ default: () => models.switch }, "a function", "Export what the function gives"],
    [{ default: { drift: {} } }, "an object with drift", "Wrap it"],
    [{ one: models.switch }, "it only exports one", 'add "export default one;"'],
  ])("says what %j is instead", (exports, message, hint) => {
    const check = (): unknown => checkModel(exports, "m.ts");
    expect(check).toThrow(`m.ts doesn't default-export a model: `);
    expect(check).toThrow(message);
    expect(check).toThrow(hint);
  });
});
