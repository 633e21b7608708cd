import { describe, expect, it } from "vitest";
import { View } from "../../state/view.ts";
import { keepPlace, NO_PLACES, placeOn } from "./graph-places.ts";

const PLACE = { x: -120, y: 4300, zoom: 0.512 };

describe("what is seen of a graph, in the address", () => {
  it("is the same for who follows the link, of each of two drawings", () => {
    const [view, other] = [new View(), new View()];
    keepPlace(view, 1, PLACE);
    other.restore(view.fragment.peek());
    expect([placeOn(other, 0), placeOn(other, 1)]).toEqual([undefined, PLACE]);
  });

  it("isn't said while all is seen that fits", () => {
    const view = new View();
    keepPlace(view, 0, PLACE);
    keepPlace(view, 0, undefined);
    expect(view.fragment.peek()).toBe("overview");
    keepPlace(view, 1, PLACE);
    view.set(NO_PLACES);
    expect(view.fragment.peek()).toBe("overview");
  });

  it.each(["", "1,2", "1,2,0", "1,2,-1", "1,2,1e999", "a,b,c", "1,2,3,4"])(
    "is nothing where the address says %j",
    (text) => {
      const view = new View();
      view.set({ "graph.at": [text] });
      expect(placeOn(view, 0)).toBeUndefined();
    },
  );
});
