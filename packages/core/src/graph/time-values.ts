/** The times of a run: `steps` steps of dt, of which every `every`-th is logged. */
export interface TimeSteps {
  readonly dt: number;
  readonly steps: number;
  readonly every: number;
}

/** The values of a `time` node: the start of each step, or each logged time. */
export function timeValues(axis: "steps" | "times", { dt, steps, every }: TimeSteps): Float64Array {
  const [length, stride] = axis === "steps" ? [steps, 1] : [steps / every + 1, every];
  return Float64Array.from({ length }, (_, k) => k * stride * dt);
}
