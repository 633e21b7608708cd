/** Something that is fetched: not there yet, there, or out of reach. */
export type Loadable<T> =
  | { readonly state: "loading" }
  | { readonly state: "loaded"; readonly value: T }
  | { readonly state: "failed"; readonly error: string };

export const LOADING: { readonly state: "loading" } = { state: "loading" };

export function loaded<T>(value: T): Loadable<T> {
  return { state: "loaded", value };
}

/** What went wrong, in words for people. */
export function failed(error: unknown): { readonly state: "failed"; readonly error: string } {
  return { state: "failed", error: error instanceof Error ? error.message : String(error) };
}
