import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { networkInterfaces } from "node:os";
import { pipeline } from "node:stream/promises";
import type { AccessToken } from "./access-token.ts";
import { type Answer, text } from "./answer.ts";
import { compressed } from "./compress.ts";
import { refusal } from "./guard.ts";
import { readBody } from "./read-body.ts";
import { answer, parseUrl, type Routes } from "./routes.ts";
import { SECURITY_HEADERS } from "./security-headers.ts";

/** A server that is listening. */
export interface Listening {
  /** Where it is, such as `http://127.0.0.1:6007/`; with the token, where one is needed. */
  readonly url: string;
  /** The same for each address of this machine that it can be reached by; `url` is the first. */
  readonly urls: readonly string[];
  readonly port: number;
  close(): Promise<void>;
}

/** Where a server listens, and to whom. */
export interface Reach {
  /** Address to listen at. */
  readonly host: string;
  /** Ports to try, in turn; 0 is any free one. */
  readonly ports: readonly number[];
  /** What those must know who ask. */
  readonly token?: AccessToken | undefined;
}

const MAX_CONNECTIONS = 256;
const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 60_000;

/**
 * Listens at the first free port.
 *
 * @throws Error with code `EADDRINUSE` if no port is free.
 */
export async function serve(routes: Routes, reach: Reach): Promise<Listening> {
  const server = createServer({ maxHeaderSize: 16_384 }, (request, response) => {
    void respond(server, routes, reach, request, response).catch(() => response.destroy());
  });
  server.maxConnections = MAX_CONNECTIONS;
  server.headersTimeout = HEADERS_TIMEOUT_MS;
  server.requestTimeout = REQUEST_TIMEOUT_MS;
  await listenOnAny(server, reach);
  const port = portOf(server);
  const query = reach.token ? `?token=${reach.token.value}` : "";
  const urls = namesOf(reach.host).map((name) => `http://${name}:${port}/${query}`);
  return { url: urls[0] ?? "", urls, port, close: () => close(server) };
}

/** The names that a listening address is reached by. */
function namesOf(host: string): readonly string[] {
  if (host !== "0.0.0.0" && host !== "::") return [host.includes(":") ? `[${host}]` : host];
  const addresses = Object.values(networkInterfaces()).flatMap((found) => found ?? []);
  const outside = addresses.filter(({ family, internal }) => family === "IPv4" && !internal);
  return [...outside.map(({ address }) => address), "localhost"];
}

async function listenOnAny(server: Server, { host, ports }: Reach): Promise<void> {
  for (const [i, port] of ports.entries()) {
    try {
      return await listen(server, host, port);
    } catch (error) {
      const taken = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
      if (!taken || i === ports.length - 1) throw error;
    }
  }
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

async function respond(
  server: Server,
  routes: Routes,
  reach: Reach,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const found = await answerOf(routes, reach, request, portOf(server));
  const { status, headers, body } = await compressed(found, request.headers["accept-encoding"]);
  const length = lengthOf(body);
  const lengthHeader = status === 304 || length === undefined ? {} : { "content-length": length };
  response.writeHead(status, { ...SECURITY_HEADERS, ...headers, ...lengthHeader });
  if (request.method === "HEAD") {
    if (typeof body === "object" && "stream" in body) body.stream.destroy();
    response.end();
  } else if (typeof body === "string" || body instanceof Uint8Array) response.end(body);
  else if ("keepOpen" in body) body.keepOpen(response);
  else await pipeline(body.stream, response);
}

async function answerOf(
  routes: Routes,
  { token, host }: Reach,
  request: IncomingMessage,
  port: number,
): Promise<Answer> {
  const { method, headers } = request;
  const names = token ? "any" : [host, "localhost", "127.0.0.1", "[::1]"];
  const refused = refusal(request, { names });
  if (refused) return refused;
  const url = parseUrl(request.url ?? "/");
  if (!url) return text(404, "There is nothing here.");
  const turnedAway = token?.check(url, headers, port);
  if (turnedAway) return turnedAway;
  if (method !== "POST") return await answer(routes.get, url, { headers, body: undefined });
  try {
    return await answer(routes.post, url, { headers, body: await readBody(request) });
  } catch (error) {
    return text(400, error instanceof Error ? error.message : String(error));
  }
}

function lengthOf(body: Answer["body"]): number | undefined {
  if (typeof body === "string" || body instanceof Uint8Array) return Buffer.byteLength(body);
  return "stream" in body ? body.length : undefined;
}

function portOf(server: Server): number {
  const address: AddressInfo | string | null = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
