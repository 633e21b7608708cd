import { expect, it } from "vitest";
import { quoteLine } from "./quote.ts";

it("quotes what a shell would take apart, and nothing else", () => {
  expect(quoteLine(["driftgraph", "run", "my model.ts", "--set=K=1", "it's", ""])).toBe(
    "driftgraph run 'my model.ts' --set=K=1 'it'\\''s' ''",
  );
});
