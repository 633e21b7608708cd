/** The URL of this package's folder, with a slash at its end: one up from `src/` and from `dist/`. */
export function packageRoot(): URL {
  return new URL("../", import.meta.url);
}
