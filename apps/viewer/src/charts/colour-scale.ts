import type { Rgb } from "./painter.ts";

/** A colour for each share between 0 and 1. */
type ColourRamp = (share: number) => Rgb;

/** A colour and its opacity, all from 0 to 255, for each share between 0 and 1. */
export type ColourScale = (share: number) => readonly [...Rgb, opacity: number];

/** Viridis (van der Walt & Smith, matplotlib 2015): perceptually uniform. */
const viridis: ColourRamp = ramp([
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

/** From this share on nothing of the ground is seen. */
const OPAQUE = 0.25;

/** Viridis that comes out of the ground: a few paths must not be as loud, on white, as many. */
export const fadingViridis: ColourScale = (share) => [
  ...viridis(share),
  255 * Math.min(1, 0.2 + (0.8 * share) / OPAQUE),
];

function ramp(anchors: readonly Rgb[]): ColourRamp {
  return (share) => {
    const place = Math.min(Math.max(share, 0), 1) * (anchors.length - 1);
    const below = Math.min(Math.floor(place), anchors.length - 2);
    const [a, b] = [anchors[below] ?? [0, 0, 0], anchors[below + 1] ?? [0, 0, 0]];
    const part = place - below;
    const mix = (i: 0 | 1 | 2): number => a[i] + (b[i] - a[i]) * part;
    return [mix(0), mix(1), mix(2)];
  };
}
