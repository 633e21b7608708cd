import { describe, expect, it } from "vitest";
import { View } from "./view.ts";

describe("choosing a run", () => {
  const address = "trajectories?run=switch-1&t=4&trajectories.x=1,2&filter=x&colour=3:switch-1";

  it("keeps time and zoom among runs of a model", () => {
    const view = new View();
    view.restore(address);
    view.choose("switch-2", false);
    expect(view.fragment.value).toContain("t=4");
    expect(view.get("trajectories.x")).toBe("1,2");
    expect(view.runs.value).toEqual(["switch-2"]);
  });

  it("keeps the list's keys alone where the model is another", () => {
    const view = new View();
    view.restore(address);
    view.choose("heston-1", true);
    expect(view.fragment.value).toBe("trajectories?filter=x&colour=3%3Aswitch-1&run=heston-1");
  });
});
