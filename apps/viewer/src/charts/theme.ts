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
  const known = new Map<string, string>();
  const colour = (css: string): string => {
    const found = known.get(css) ?? resolve(element, probe, css);
    known.set(css, found);
    return found;
  };
  return { colour, rgb: (css) => rgbOf(colour(css)), font: getComputedStyle(element).fontFamily };
}

function resolve(element: Element, probe: HTMLElement, css: string): string {
  probe.style.color = css;
  element.append(probe);
  const found = getComputedStyle(probe).color;
  probe.remove();
  return found;
}

/** The numbers of `rgb(1, 2, 3)` or `color(srgb 0.1 0.2 0.3)`. */
function rgbOf(colour: string): Rgb {
  const [red = 0, green = 0, blue = 0] = [...colour.matchAll(/[\d.]+/g)].map(Number);
  return colour.startsWith("color(") ? [red * 255, green * 255, blue * 255] : [red, green, blue];
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
  observer.observe(host, { attributes: true, attributeFilter: ["theme", "class", "style"] });
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
