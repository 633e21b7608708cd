import type { IncomingHttpHeaders } from "node:http";
import { type Answer, text } from "./answer.ts";

/** What a route is told of a request. */
export interface Asked {
  readonly query: URLSearchParams;
  /** Decoded path behind a route that ends in a slash. */
  readonly rest: string;
  readonly headers: IncomingHttpHeaders;
  /** What was sent along, parsed; undefined for a request that only asks. */
  readonly body: unknown;
}

export type Route = (asked: Asked) => Promise<Answer>;

/** What answers at each path, to those who ask or to those who change something; `/x/` answers for all below. */
export interface Routes {
  readonly get: ReadonlyMap<string, Route>;
  readonly post: ReadonlyMap<string, Route>;
}

/** The answer to a request that is not refused; never throws. */
export async function answer(
  routes: ReadonlyMap<string, Route>,
  url: URL,
  asked: Pick<Asked, "headers" | "body">,
): Promise<Answer> {
  const [route, rest] = find(routes, url.pathname) ?? [];
  if (!route || rest === undefined) return text(404, "There is nothing here.");
  try {
    return await route({ ...asked, query: url.searchParams, rest });
  } catch (error) {
    return text(500, error instanceof Error ? error.message : String(error));
  }
}

function find(
  routes: ReadonlyMap<string, Route>,
  path: string,
): readonly [Route, string] | undefined {
  const exact = routes.get(path);
  if (exact) return [exact, ""];
  const prefix = [...routes.keys()].find(
    (key) => key.endsWith("/") && key !== "/" && path.startsWith(key),
  );
  const below = prefix === undefined ? undefined : routes.get(prefix);
  const rest = prefix === undefined ? undefined : decode(path.slice(prefix.length));
  return below && rest !== undefined ? [below, rest] : undefined;
}

function decode(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

/** A request's address; undefined for one in a form that would be read as another host's. */
export function parseUrl(given: string): URL | undefined {
  if (!given.startsWith("/") || given.startsWith("//")) return undefined;
  try {
    return new URL(given, "http://localhost");
  } catch {
    return undefined;
  }
}
