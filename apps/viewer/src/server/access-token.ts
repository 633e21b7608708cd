import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { type Answer, text } from "./answer.ts";

const BYTES = 24;
const COOKIE = "driftgraph-token";
const SECONDS = 7 * 24 * 3600;

/**
 * What a reader from another machine must know: a token, given once in the address and then kept in a cookie.
 *
 * The address with the token leads on to one without, so that it stands in no history entry that is shared by a
 * copied address, and no Referer names it.
 */
export class AccessToken {
  readonly value: string;

  constructor(value = randomBytes(BYTES).toString("base64url")) {
    this.value = value;
  }

  /** Why a request is not answered, or where it is led instead; undefined for one that may pass. */
  check(url: URL, headers: IncomingHttpHeaders, port: number): Answer | undefined {
    // Cookies are shared by all ports of a host.
    const name = `${COOKIE}-${port}`;
    const given = url.searchParams.get("token");
    if (given !== null && this.#is(given)) {
      const cookie = `${name}=${this.value}; HttpOnly; SameSite=Lax; Path=/; Max-Age=${SECONDS}`;
      return text(303, "The token is right.", { location: url.pathname, "set-cookie": cookie });
    }
    if (given === null && this.#is(cookieOf(headers.cookie, name) ?? "")) return undefined;
    const what = given === null ? "needs its token" : "has another token";
    return text(401, `This viewer ${what}: open the address that "driftgraph view" printed.`);
  }

  // By their hashes, which are equally long, so that the time it takes says nothing of the token.
  #is(given: string): boolean {
    return timingSafeEqual(hash(given), hash(this.value));
  }
}

function hash(value: string): Buffer {
  return createHash("sha256").update(value).digest();
}

function cookieOf(header: string | undefined, name: string): string | undefined {
  const cookies = (header ?? "").split(";").map((cookie) => cookie.trim().split("="));
  return cookies.find(([key]) => key === name)?.[1];
}
