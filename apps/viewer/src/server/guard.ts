import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { type Answer, text } from "./answer.ts";

/** Sent by our page with what changes something: a form or a script of another site can't, without being asked first. */
const ACTION_HEADER = "x-driftgraph-action";

/** Whom a server answers. */
export interface Audience {
  /** The names that this machine is asked by, at any port, so that a tunnel may lead here; any, where a token says who may ask. */
  readonly names: readonly string[] | "any";
}

/**
 * Why a request is not answered, if so.
 *
 * A page of another site must not read run logs through the user's browser: not by a name of its own
 * that resolves to this machine (checked by Host), nor by a request across origins (checked by Origin
 * and Sec-Fetch-Site). What changes something must come from our own page and say so.
 */
export function refusal(
  { method, headers }: Pick<IncomingMessage, "method" | "headers">,
  { names }: Audience,
): Answer | undefined {
  const { host = "" } = headers;
  if (method !== "GET" && method !== "HEAD" && method !== "POST") {
    return text(405, "Only GET, HEAD and POST are answered.", { allow: "GET, HEAD, POST" });
  }
  if (host === "" || (names !== "any" && !names.includes(nameOf(host))))
    return text(421, "This server answers to its own address only.");
  if (isForeign(headers, host)) return text(403, "Requests from other sites are not answered.");
  if (method === "POST" && !isOwnAction(headers))
    return text(403, "Only the viewer's own page may change something.");
  return undefined;
}

/** Without the port. */
function nameOf(host: string): string {
  return host.replace(/:\d*$/, "").toLowerCase();
}

function isForeign(headers: IncomingHttpHeaders, host: string): boolean {
  const { origin } = headers;
  if (origin !== undefined && origin !== `http://${host}`) return true;
  const site = headers["sec-fetch-site"];
  // A link on another site may lead here; a script there may not.
  const follows =
    headers["sec-fetch-mode"] === "navigate" && headers["sec-fetch-dest"] === "document";
  return site !== undefined && site !== "same-origin" && site !== "none" && !follows;
}

function isOwnAction(headers: IncomingHttpHeaders): boolean {
  return (
    headers.origin !== undefined &&
    headers[ACTION_HEADER] === "1" &&
    (headers["content-type"] ?? "").startsWith("application/json")
  );
}
