import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { lensRefresh } from "./lens-refresh.ts";

/** An editor that reads lenses some time after the last time that it was asked to, as VS Code does. */
function editor(delay: number) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const readings: number[] = [];
  const refresh = lensRefresh(() => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      readings.push(Date.now());
      refresh.answered();
    }, delay);
  });
  return { refresh, readings, drop: () => clearTimeout(timer) };
}

describe("lenses of a run", () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: 0 });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it.each([250, 700, 3000])("are read while it goes on, by an editor that waits %i ms", (delay) => {
    const { refresh, readings } = editor(delay);
    for (let time = 0; time < 30_000; time += 50) {
      refresh.changed();
      vi.advanceTimersByTime(50);
    }
    expect(readings.length).toBeGreaterThan(5);
    const last = Date.now();
    refresh.changed();
    vi.advanceTimersByTime(10_000);
    expect(readings.at(-1)).toBeGreaterThan(last);
  });

  it("are read again after an editor dropped a request: it does when it loses the focus", () => {
    const { refresh, readings, drop } = editor(250);
    refresh.changed();
    vi.advanceTimersByTime(100);
    drop();
    refresh.changed();
    vi.advanceTimersByTime(2000);
    expect(readings).toHaveLength(1);
  });

  it("are not asked for without a change", () => {
    const { refresh, readings } = editor(250);
    refresh.changed();
    vi.advanceTimersByTime(60_000);
    expect(readings).toHaveLength(1);
  });

  it("are not asked for any more when they are gone", () => {
    const { refresh, readings } = editor(250);
    refresh.changed();
    refresh.dispose();
    vi.advanceTimersByTime(1000);
    expect(readings).toHaveLength(0);
  });
});
