/**
 * The colours of Okabe and Ito ("Color Universal Design", 2008), which colour-blind people can tell apart; those
 * that stand out on either ground come first. Species, runs and the editor all take theirs from here.
 *
 * As custom properties, since light and dark grounds need other shades: `style/colours.css` defines them.
 */
const NAMES = ["blue", "vermilion", "green", "purple", "orange", "sky", "yellow", "ink"] as const;

/** The CSS colour of the i-th species or run; after eight they come again. */
export function paletteColour(i: number): string {
  return `var(--c-${NAMES[i % NAMES.length]})`;
}

/** How many colours there are before they come again. */
export const PALETTE_SIZE = NAMES.length;
