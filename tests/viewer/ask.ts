import { type IncomingHttpHeaders, type IncomingMessage, request } from "node:http";

/** A server's answer, whole. */
export interface Answered {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** A request as it goes over the wire: a `fetch` would tidy up its path and forbid some of its headers. */
export interface Asking {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Asks a server on this machine. */
export async function ask(port: number, path: string, asking: Asking = {}): Promise<Answered> {
  const response = await answerTo(port, path, asking);
  const chunks: Uint8Array[] = [];
  for await (const chunk of response) if (chunk instanceof Uint8Array) chunks.push(chunk);
  const { statusCode = 0, headers } = response;
  return { status: statusCode, headers, body: Buffer.concat(chunks) };
}

/** The same, but the answer's body is left to who asks, to be taken as slowly as they like. */
export function answerTo(
  port: number,
  path: string,
  { method = "GET", headers = {}, body }: Asking = {},
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: "127.0.0.1", port, path, method, headers, agent: false }, resolve);
    sent.on("error", reject);
    sent.end(body);
  });
}

/** An action as the viewer's own page sends it. */
export function action(port: number, path: string, body: object): Promise<Answered> {
  return ask(port, path, {
    method: "POST",
    headers: {
      origin: `http://127.0.0.1:${port}`,
      "x-driftgraph-action": "1",
      "content-type": "application/json",
    },
    body: JSON.stringify(body),
  });
}
