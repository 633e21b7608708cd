import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { answer, type Routes } from "./routes.ts";
import { SECURITY_HEADERS } from "./security-headers.ts";

/** A server that is listening. */
export interface Listening {
  /** Where it is, such as `http://127.0.0.1:6007/`. */
  readonly url: string;
  readonly port: number;
  close(): Promise<void>;
}

const HOST = "127.0.0.1";
const MAX_CONNECTIONS = 128;
const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 60_000;

/**
 * Listens on this machine's loopback address alone, at the first free port.
 *
 * @throws Error with code `EADDRINUSE` if no port is free.
 */
export async function serve(routes: Routes, ports: readonly number[]): Promise<Listening> {
  const server = createServer({ maxHeaderSize: 16_384 }, (request, response) => {
    void respond(server, routes, request, response);
  });
  server.maxConnections = MAX_CONNECTIONS;
  server.headersTimeout = HEADERS_TIMEOUT_MS;
  server.requestTimeout = REQUEST_TIMEOUT_MS;
  await listenOnAny(server, ports);
  const port = portOf(server);
  return { url: `http://${HOST}:${port}/`, port, close: () => close(server) };
}

async function listenOnAny(server: Server, ports: readonly number[]): Promise<void> {
  for (const [i, port] of ports.entries()) {
    try {
      return await listen(server, port);
    } catch (error) {
      const taken = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
      if (!taken || i === ports.length - 1) throw error;
    }
  }
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, HOST, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

async function respond(
  server: Server,
  routes: Routes,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { status, headers, body } = await answer(routes, request, portOf(server));
  response.writeHead(status, {
    ...SECURITY_HEADERS,
    ...headers,
    "content-length": Buffer.byteLength(body),
  });
  response.end(request.method === "HEAD" ? undefined : body);
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
