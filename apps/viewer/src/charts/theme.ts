import { type ReadonlySignal, signal } from "@preact/signals";
import type { Rgb } from "./painter.ts";

/** Colours and font as they are where a chart stands; custom properties mean nothing to a canvas or a file. */
export interface Theme {
  /** A CSS colour, `var(--ink)` too, as `rgb(…)`. */
  colour(css: string): string;
  rgb(css: string): Rgb;
  readonly font: string;
}

/** Reads the theme at an element; what it found it keeps, so a new one is needed when colours change. */
export function themeAt(element: Element): Theme {
  const probe = document.createElement("span");
  probe.hidden = true;
  const known = new Map<string, Rgba>();
  const rgba = (css: string): Rgba => {
    const found = known.get(css) ?? numbersOf(computedColour(element, probe, css));
    known.set(css, found);
    return found;
  };
  return {
    colour(css) {
      const [red, green, blue, alpha] = rgba(css);
      return alpha === 255
        ? `rgb(${red}, ${green}, ${blue})`
        : `rgba(${red}, ${green}, ${blue}, ${(alpha / 255).toFixed(3)})`;
    },
    rgb(css) {
      const [red, green, blue] = rgba(css);
      return [red, green, blue];
    },
    font: getComputedStyle(element).fontFamily,
  };
}

type Rgba = readonly [red: number, green: number, blue: number, alpha: number];

function computedColour(element: Element, probe: HTMLElement, css: string): string {
  probe.style.color = css;
  element.append(probe);
  const found = getComputedStyle(probe).color;
  probe.remove();
  return found;
}

/** The numbers of a colour in any of CSS's notations: those of a pixel that has it. */
function numbersOf(colour: string): Rgba {
  const context = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  if (!context) return [0, 0, 0, 255];
  context.fillStyle = colour;
  context.fillRect(0, 0, 1, 1);
  const [red = 0, green = 0, blue = 0, alpha = 255] = context.getImageData(0, 0, 1, 1).data;
  return [red, green, blue, alpha];
}

/** Counts how often colours may have changed: light to dark, more contrast, another theme of the editor. */
export function themeChanges(host: Element): {
  readonly changes: ReadonlySignal<number>;
  end(): void;
} {
  const changes = signal(0);
  const changed = (): void => {
    changes.value += 1;
  };
  const queries = ["(prefers-color-scheme: dark)", "(prefers-contrast: more)"].map((query) =>
    matchMedia(query),
  );
  for (const query of queries) query.addEventListener("change", changed);
  const observer = new MutationObserver(changed);
  observer.observe(host, {
    attributes: true,
    attributeFilter: ["theme", "data-theme", "class", "style"],
  });
  for (const element of [document.documentElement, document.body]) {
    observer.observe(element, { attributes: true, attributeFilter: ["class", "style"] });
  }
  return {
    changes,
    end() {
      for (const query of queries) query.removeEventListener("change", changed);
      observer.disconnect();
    },
  };
}
