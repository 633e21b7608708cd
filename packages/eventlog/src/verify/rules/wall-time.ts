import type { Rule } from "../rule.ts";

/** TensorBoard rejects a wall time that is no time. */
export function wallTimeRule(): Rule {
  return {
    event({ wallTime, step }, report) {
      if (Number.isFinite(wallTime)) return;
      report("wall-time-not-finite", `the wall time of an event at step ${step} is ${wallTime}`);
    },
  };
}
