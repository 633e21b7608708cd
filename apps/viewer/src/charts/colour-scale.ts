import type { Rgb } from "./painter.ts";

/** A colour for each share between 0 and 1. */
export type ColourScale = (share: number) => Rgb;

/** Viridis (van der Walt & Smith, matplotlib 2015): perceptually uniform. */
export const viridis: ColourScale = ramp([
  [68, 1, 84],
  [72, 36, 117],
  [65, 68, 135],
  [53, 95, 141],
  [42, 120, 142],
  [33, 145, 140],
  [34, 168, 132],
  [68, 191, 112],
  [122, 209, 81],
  [189, 223, 38],
  [253, 231, 37],
]);

function ramp(anchors: readonly Rgb[]): ColourScale {
  return (share) => {
    const place = Math.min(Math.max(share, 0), 1) * (anchors.length - 1);
    const below = Math.min(Math.floor(place), anchors.length - 2);
    const [a, b] = [anchors[below] ?? [0, 0, 0], anchors[below + 1] ?? [0, 0, 0]];
    const part = place - below;
    const mix = (i: 0 | 1 | 2): number => a[i] + (b[i] - a[i]) * part;
    return [mix(0), mix(1), mix(2)];
  };
}
