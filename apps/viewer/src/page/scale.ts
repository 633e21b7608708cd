/** A linear map from values to pixels. */
export interface Scale {
  readonly domain: readonly [low: number, high: number];
  (value: number): number;
}

/** The linear map that takes a domain to a range of pixels; a domain without width is widened. */
export function linearScale(
  [low, high]: readonly [number, number],
  [from, to]: readonly [number, number],
): Scale {
  const margin = high > low ? 0 : Math.abs(low) * 0.5 || 0.5;
  const start = low - margin;
  const span = high + margin - start;
  const map = (value: number): number => from + ((value - start) / span) * (to - from);
  return Object.assign(map, { domain: [start, start + span] as const });
}

/** Round values within a domain, about `count` of them: multiples of 1, 2 or 5 times a power of ten. */
export function ticks([low, high]: readonly [number, number], count: number): number[] {
  const rough = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step =
    [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= rough * 0.999) ?? rough;
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => (first + i) * step);
}

/** A tick's label: no more digits than it needs, no `e-5`. */
export function tickLabel(value: number): string {
  const text = String(Number(value.toPrecision(6)));
  const [mantissa = "", exponent] = text.split("e");
  if (exponent === undefined) return text.replace("-", "−");
  const raised = [...exponent.replace("+", "")].map((digit) =>
    digit === "-" ? "⁻" : ("⁰¹²³⁴⁵⁶⁷⁸⁹"[Number(digit)] ?? ""),
  );
  return `${mantissa.replace("-", "−")}×10${raised.join("")}`;
}
