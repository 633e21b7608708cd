import type { Mark, Plot } from "../chart.ts";
import { type Painter, TEXT_SIZE } from "../painter.ts";

/** A text at a place of the plot. */
export interface Word {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly colour: string;
}

/** A word's place in pixels: its middle, and half of its width. */
interface Placed extends Word {
  readonly left: number;
  readonly half: number;
  readonly top: number;
}

const HEIGHT = TEXT_SIZE + 2;

/**
 * Texts above places of the plot, kept within it and moved up where they would lie on each other.
 *
 * @param others texts that stand there already
 */
export function words(texts: readonly Word[], others: readonly Word[] = []): Mark {
  return {
    draw(painter, plot) {
      const around = placed(painter, plot, others, []);
      for (const { text, left, top, colour } of placed(painter, plot, texts, around)) {
        painter.text(text, left, top, { colour, align: "middle", halo: "var(--ground)" });
      }
    },
  };
}

function placed(
  painter: Painter,
  plot: Plot,
  texts: readonly Word[],
  around: readonly Placed[],
): Placed[] {
  const taken = [...around];
  // From below: who stands lower stays.
  const rising = texts.toSorted((a, b) => a.y - b.y);
  return rising.flatMap((word) => {
    const half = painter.measure(word.text) / 2 + 2;
    const at = plot.x.map(word.x);
    if (at < plot.left || at > plot.left + plot.width) return [];
    const left = Math.min(Math.max(at, plot.left + half), plot.left + plot.width - half);
    const top = freeTop({ left, half, top: plot.y.map(word.y) - 8 }, taken);
    const found = { ...word, left, half, top: Math.max(top, plot.top + 8) };
    taken.push(found);
    return [found];
  });
}

/** The place of a text, moved up until it lies on none that is there. */
function freeTop(
  { left, half, top }: Pick<Placed, "left" | "half" | "top">,
  taken: readonly Placed[],
): number {
  const below = taken.filter((other) => Math.abs(other.left - left) < other.half + half);
  let free = top;
  for (const other of below.toSorted((a, b) => b.top - a.top)) {
    if (Math.abs(other.top - free) < HEIGHT) free = other.top - HEIGHT;
  }
  return free;
}
