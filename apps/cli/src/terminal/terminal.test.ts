import { describe, expect, it } from "vitest";
import { PLAIN, paletteFor } from "./colour.ts";
import { progressDisplay } from "./progress-bar.ts";
import { table } from "./table.ts";
import type { Terminal } from "./terminal.ts";

describe("paletteFor", () => {
  const terminal = { isTTY: true };

  it("colours a terminal and nothing else", () => {
    expect(paletteFor(terminal, {}).red("x")).toBe("\u001b[31mx\u001b[39m");
    expect(paletteFor({}, {})).toBe(PLAIN);
    expect(paletteFor(terminal, { TERM: "dumb" })).toBe(PLAIN);
  });

  it("obeys NO_COLOR, but not an empty one, and FORCE_COLOR above all", () => {
    expect(paletteFor(terminal, { NO_COLOR: "1" })).toBe(PLAIN);
    expect(paletteFor(terminal, { NO_COLOR: "" })).not.toBe(PLAIN);
    expect(paletteFor({}, { NO_COLOR: "1", FORCE_COLOR: "1" })).not.toBe(PLAIN);
    expect(paletteFor(terminal, { FORCE_COLOR: "0" })).toBe(PLAIN);
  });
});

describe("table", () => {
  it("aligns by what is seen, styles and combining marks aside", () => {
    const lines = table(
      [
        { heading: "name", align: "left" },
        { heading: "mean", align: "right" },
      ],
      [
        ["\u001b[1mA\u001b[22m", "−1.5"],
        ["x\u0304long", "12"],
      ],
    );
    expect(lines).toEqual(["name   mean", "\u001b[1mA\u001b[22m      −1.5", "x\u0304long    12"]);
  });
});

describe("progressDisplay", () => {
  const progress = { pathsDone: 500, pathsTotal: 1000, rate: 2e8, secondsLeft: 12 };

  function display(
    interactive: boolean,
    width = 100,
  ): {
    written: string[];
    clock: { now: number };
    update: () => void;
    clear: () => void;
  } {
    const written: string[] = [];
    const clock = { now: 0 };
    const terminal: Terminal = {
      out: () => undefined,
      err: (text) => void written.push(text),
      colours: { out: PLAIN, err: PLAIN },
      interactive,
      width,
    };
    const { update, clear } = progressDisplay(terminal, () => clock.now);
    return { written, clock, update: () => update(progress), clear };
  }

  it("redraws one line on a terminal, after a moment, and takes it away", () => {
    const { written, clock, update, clear } = display(true);
    update();
    expect(written).toEqual([]);
    clock.now = 400;
    update();
    expect(written.join("")).toBe(
      `\r${"█".repeat(10)}${"░".repeat(10)}  50 %  12.0 s left, 200 million path-steps/s, 500 of 1,000 paths\u001b[K`,
    );
    clear();
    expect(written.at(-1)).toBe("\r\u001b[K");
  });

  it("leaves out whole what doesn't fit, and cuts no number", () => {
    const { written, clock, update } = display(true, 70);
    clock.now = 400;
    update();
    expect(written.join("")).toBe(
      `\r${"█".repeat(10)}${"░".repeat(10)}  50 %  12.0 s left, 200 million path-steps/s\u001b[K`,
    );
  });

  it("writes a plain line every five seconds elsewhere", () => {
    const { written, clock, update } = display(false);
    for (clock.now = 0; clock.now < 11_000; clock.now += 100) update();
    expect(written).toHaveLength(2);
    expect(written[0]).toBe(" 50 %  12.0 s left, 200 million path-steps/s, 500 of 1,000 paths\n");
  });
});
