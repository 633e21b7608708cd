import type { Rgb } from "./painter.ts";

/** A colour for each share between 0 and 1. */
export type ColourScale = (share: number) => Rgb;

/**
 * Cividis: perceptually uniform, and the same for most colour-blind readers (Nuñez, Anderton & Renslow, PLoS ONE
 * 2018). Anchors at equal distances, linear between.
 */
export const cividis: ColourScale = ramp([
  [0, 34, 78],
  [8, 51, 112],
  [53, 69, 108],
  [79, 87, 108],
  [102, 105, 112],
  [125, 124, 120],
  [148, 142, 119],
  [174, 163, 113],
  [200, 184, 102],
  [229, 207, 82],
  [254, 232, 56],
]);

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

/** From the ground to a colour: for densities of what has a colour already. */
export function fromGround(ground: Rgb, colour: Rgb): ColourScale {
  return ramp([ground, colour]);
}

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
