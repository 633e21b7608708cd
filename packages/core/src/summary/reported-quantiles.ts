/** Quantiles that logs and reports hold, by their name; rising. */
export const QUANTILES: readonly (readonly [name: string, p: number])[] = [
  ["q05", 0.05],
  ["q25", 0.25],
  ["q50", 0.5],
  ["q75", 0.75],
  ["q95", 0.95],
];
