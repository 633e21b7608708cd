import { useEffect, useRef } from "preact/hooks";
import type { GraphSurface } from "./graph-surface.ts";
import type { Place } from "./graph-viewport.ts";

/** A view that hasn't moved for this long rests. */
const REST_MS = 300;

/**
 * Tells what is seen of a drawing whenever that rests, and shows what others ask to be seen: a link, the back button.
 *
 * @param moved changes whenever what is seen does
 */
export function usePlace(
  surface: GraphSurface | undefined,
  place: Place | undefined,
  moved: number,
  tell: (place: Place | undefined) => void,
): void {
  const told = useRef(JSON.stringify(place));
  const latest = useRef(tell);
  latest.current = tell;
  useEffect(() => {
    if (!surface || moved === 0) return undefined;
    const timer = setTimeout(() => {
      const now = surface.place;
      told.current = JSON.stringify(now);
      latest.current(now);
    }, REST_MS);
    return () => clearTimeout(timer);
  }, [surface, moved]);
  const asked = JSON.stringify(place);
  useEffect(() => {
    if (asked !== told.current) surface?.goTo(place);
    told.current = asked;
  }, [asked]);
}
