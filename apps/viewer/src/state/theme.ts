import { signal } from "@preact/signals";

/** The page's colours; "auto" follows the system. */
export type Theme = "auto" | "light" | "dark";

const KEY = "driftgraph.theme";
const NEXT: Readonly<Record<Theme, Theme>> = { auto: "dark", dark: "light", light: "auto" };

/** The chosen theme, the same for all viewers of a page and remembered by the browser. */
export const theme = signal<Theme>(remembered());

/** Goes on to the next theme. */
export function changeTheme(): void {
  theme.value = NEXT[theme.value];
  try {
    localStorage.setItem(KEY, theme.value);
  } catch {
    // A page without storage forgets it.
  }
}

function remembered(): Theme {
  try {
    const text = localStorage.getItem(KEY);
    return text === "light" || text === "dark" ? text : "auto";
  } catch {
    return "auto";
  }
}
