import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { type Answer, text } from "./answer.ts";

/**
 * Why a request is not answered, if so.
 *
 * A page of another site must not read run logs through the user's browser: not by a name of its own
 * that resolves to this machine (checked by Host), nor by a request across origins (checked by Origin
 * and Sec-Fetch-Site).
 */
export function refusal(
  { method, headers }: Pick<IncomingMessage, "method" | "headers">,
  port: number,
): Answer | undefined {
  if (method !== "GET" && method !== "HEAD") {
    return text(405, "Only GET and HEAD are answered.", { allow: "GET, HEAD" });
  }
  const hosts = [`127.0.0.1:${port}`, `localhost:${port}`];
  if (!hosts.includes(headers.host ?? ""))
    return text(421, "This server answers to its own address only.");
  if (isForeign(headers, hosts)) return text(403, "Requests from other sites are not answered.");
  return undefined;
}

function isForeign(headers: IncomingHttpHeaders, hosts: readonly string[]): boolean {
  const { origin } = headers;
  if (origin !== undefined && !hosts.some((host) => origin === `http://${host}`)) return true;
  const site = headers["sec-fetch-site"];
  // A link on another site may lead here; a script there may not.
  const follows =
    headers["sec-fetch-mode"] === "navigate" && headers["sec-fetch-dest"] === "document";
  return site !== undefined && site !== "same-origin" && site !== "none" && !follows;
}
