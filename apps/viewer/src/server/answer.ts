import type { ServerResponse } from "node:http";
import type { Readable } from "node:stream";

/** An answer to a request. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Body;
}

/** What is answered: at once, piece by piece as fast as it is taken, or for as long as somebody listens. */
export type Body =
  | string
  | Uint8Array
  | { readonly stream: Readable; readonly length: number }
  | { readonly keepOpen: (response: ServerResponse) => void };

/** A plain text answer. */
export function text(
  status: number,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): Answer {
  return {
    status,
    headers: { "content-type": "text/plain; charset=utf-8", ...headers },
    body: `${body}\n`,
  };
}

/** A JSON answer. */
export function json(value: unknown): Answer {
  return {
    status: 200,
    headers: { "content-type": "application/json; charset=utf-8" },
    body: JSON.stringify(value),
  };
}
