import type { IncomingMessage } from "node:http";
import { type Answer, text } from "./answer.ts";
import { refusal } from "./guard.ts";

/** What a route is told of a request. */
export interface Asked {
  readonly query: URLSearchParams;
  /** Decoded path behind a route that ends in a slash. */
  readonly rest: string;
  /** The range header. */
  readonly range: string | undefined;
}

export type Route = (asked: Asked) => Promise<Answer>;

/** What answers at each path; a path that ends in a slash answers for all below it. */
export type Routes = ReadonlyMap<string, Route>;

/** The answer to a request; never throws. */
export async function answer(
  routes: Routes,
  request: Pick<IncomingMessage, "method" | "headers" | "url">,
  port: number,
): Promise<Answer> {
  const refused = refusal(request, port);
  if (refused) return refused;
  const url = parseUrl(request.url ?? "/", port);
  const [route, rest] = (url && find(routes, url.pathname)) ?? [];
  if (!url || !route || rest === undefined) return text(404, "There is nothing here.");
  try {
    return await route({ query: url.searchParams, rest, range: request.headers.range });
  } catch (error) {
    return text(500, error instanceof Error ? error.message : String(error));
  }
}

function find(routes: Routes, path: string): readonly [Route, string] | undefined {
  const exact = routes.get(path);
  if (exact) return [exact, ""];
  const prefix = [...routes.keys()].find(
    (key) => key.endsWith("/") && key !== "/" && path.startsWith(key),
  );
  const below = prefix === undefined ? undefined : routes.get(prefix);
  return below && prefix !== undefined
    ? [below, decodeURIComponent(path.slice(prefix.length))]
    : undefined;
}

function parseUrl(given: string, port: number): URL | undefined {
  // Only origin-form: "//host/x" would be read as another host's.
  if (!given.startsWith("/") || given.startsWith("//")) return undefined;
  try {
    return new URL(given, `http://127.0.0.1:${port}`);
  } catch {
    return undefined;
  }
}
