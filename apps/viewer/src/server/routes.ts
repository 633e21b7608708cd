import type { IncomingMessage } from "node:http";
import { type Answer, text } from "./answer.ts";
import { refusal } from "./guard.ts";

/** What answers at each path, given the query. */
export type Routes = ReadonlyMap<string, (query: URLSearchParams) => Promise<Answer>>;

/** The answer to a request; never throws. */
export async function answer(
  routes: Routes,
  request: Pick<IncomingMessage, "method" | "headers" | "url">,
  port: number,
): Promise<Answer> {
  const refused = refusal(request, port);
  if (refused) return refused;
  const url = parseUrl(request.url ?? "/", port);
  const route = url && routes.get(url.pathname);
  if (!url || !route) return text(404, "There is nothing here.");
  try {
    return await route(url.searchParams);
  } catch (error) {
    return text(500, error instanceof Error ? error.message : String(error));
  }
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
