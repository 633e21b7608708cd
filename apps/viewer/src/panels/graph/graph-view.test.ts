import { describe, expect, it } from "vitest";
import { View } from "../../state/view.ts";
import { keepOpen, openScopes } from "./graph-view.ts";

/** What is open once it was kept in an address and read from it again. */
function restored(open: readonly string[]): readonly string[] | undefined {
  const [view, other] = [new View(), new View()];
  keepOpen(view, open);
  other.restore(view.fragment.peek());
  return openScopes(other);
}

describe("open scopes in the address", () => {
  it.each([[[]], [["a"]], [["a", "a/b", "c"]], [["scan", "scan/step", "scan/step/noise"]]])(
    "are the same for who follows the link: %j",
    (open) => {
      expect(restored(open)).toEqual(open);
    },
  );

  it("are few, though a scope is a thousand deep", () => {
    const names = Array.from({ length: 1000 }, (_, depth) =>
      Array(depth + 1)
        .fill("in")
        .join("/"),
    );
    const view = new View();
    keepOpen(view, names);
    expect(view.fragment.peek().length).toBeLessThan(10_000);
    expect(restored(names)).toEqual(names);
  });

  it("are not known before anybody opened or closed one", () => {
    expect(openScopes(new View())).toBeUndefined();
  });

  it("may be said by hand with those around them or without", () => {
    const view = new View();
    view.restore("graph?graph.open=a/b/c&graph.open=a");
    expect(openScopes(view)).toEqual(["a", "a/b", "a/b/c"]);
  });
});
