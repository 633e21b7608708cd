import { useEffect, useState } from "preact/hooks";
import { failed, LOADING, type Loadable, loaded } from "./loadable.ts";
import { useApp } from "./use-app.ts";

/**
 * What `fetch` gives for a key, fetched anew for another key, and when a feed answers again that didn't. Meanwhile what
 * was there stays, so that nothing flickers while a run grows.
 */
export function useFetched<T>(key: string, fetch: () => Promise<T>): Loadable<T> {
  const recoveries = useApp().recoveries.value;
  const [value, setValue] = useState<Loadable<T>>(LOADING);
  useEffect(() => {
    let isCurrent = true;
    fetch().then(
      (found) => isCurrent && setValue(loaded(found)),
      (error: unknown) => isCurrent && setValue(failed(error)),
    );
    return () => {
      isCurrent = false;
    };
  }, [key, recoveries]);
  return value;
}
