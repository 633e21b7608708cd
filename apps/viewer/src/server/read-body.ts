import type { IncomingMessage } from "node:http";

const LONGEST = 2 ** 20;

/**
 * What was sent with a request, parsed as JSON.
 *
 * @throws Error when it is too long or isn't JSON
 */
export async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request) {
    if (!(chunk instanceof Uint8Array)) continue;
    length += chunk.length;
    if (length > LONGEST) throw new Error(`More than ${LONGEST} bytes were sent.`);
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString());
  } catch {
    throw new Error("What was sent is no JSON.");
  }
}
