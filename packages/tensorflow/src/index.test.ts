import { expect, it } from "vitest";
import * as tensorflow from "./index.ts";

it("exports these names", () => {
  expect(Object.keys(tensorflow).sort()).toMatchInlineSnapshot(`
    [
      "encodeSavedModel",
      "exportProgram",
      "lowerForExport",
      "lowerForRuntime",
      "savedModelFiles",
    ]
  `);
});
