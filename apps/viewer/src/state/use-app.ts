import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { App } from "./app.ts";

export const AppContext = createContext<App | undefined>(undefined);

/** The viewer that a component belongs to. */
export function useApp(): App {
  const app = useContext(AppContext);
  if (!app) throw new Error("useApp was called outside a viewer");
  return app;
}
