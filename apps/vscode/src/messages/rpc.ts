/** One end of a channel: a worker's port, or a webview. */
export interface Port {
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
}

/** What can be called over a channel. */
export type Methods<Api> = { readonly [M in keyof Api]: (...args: never[]) => unknown };

type Arguments<F> = F extends (...args: infer A) => unknown ? A : never;
type Answer<F> = F extends (...args: never[]) => infer R ? Awaited<R> : never;

interface Call {
  readonly call: number;
  readonly method: string;
  readonly args: readonly unknown[];
}

type Reply =
  | { readonly reply: number; readonly value: unknown }
  | { readonly reply: number; readonly error: string };

/**
 * Calls in both directions over a channel of messages.
 *
 * A message that isn't a call or a reply of ours is ignored: in a webview, anybody may post.
 */
export class Rpc<Remote extends Methods<Remote>> {
  readonly #port: Port;
  readonly #own: ReadonlyMap<string, (...args: unknown[]) => unknown>;
  readonly #pending = new Map<
    number,
    { readonly resolve: (value: unknown) => void; readonly reject: (error: Error) => void }
  >();
  #last = 0;

  /** @param own what the other end may call. */
  constructor(port: Port, own: object = {}) {
    this.#port = port;
    this.#own = new Map(Object.entries(own));
    port.onMessage((message) => this.#receive(message));
  }

  /** Calls a method of the other end; rejects with the message of what was thrown there. */
  call<M extends keyof Remote & string>(
    method: M,
    ...args: Arguments<Remote[M]>
  ): Promise<Answer<Remote[M]>> {
    const call = ++this.#last;
    const answer = new Promise<unknown>((resolve, reject) => {
      this.#pending.set(call, { resolve, reject });
    });
    this.#port.post({ call, method, args } satisfies Call);
    return answer as Promise<Answer<Remote[M]>>; // the other end answers by the same interface
  }

  /** Rejects all that is still awaited: the other end is gone. */
  fail(reason: string): void {
    for (const { reject } of this.#pending.values()) reject(new Error(reason));
    this.#pending.clear();
  }

  #receive(message: unknown): void {
    if (isCall(message)) void this.#answer(message);
    else if (isReply(message)) this.#settle(message);
  }

  async #answer({ call, method, args }: Call): Promise<void> {
    try {
      const handler = this.#own.get(method);
      if (!handler) throw new Error(`there is no method ${method}`);
      const value = await handler(...args);
      this.#port.post({ reply: call, value } satisfies Reply);
    } catch (error) {
      const text = error instanceof Error ? error.message : String(error);
      this.#port.post({ reply: call, error: text } satisfies Reply);
    }
  }

  #settle(reply: Reply): void {
    const pending = this.#pending.get(reply.reply);
    this.#pending.delete(reply.reply);
    if ("error" in reply) pending?.reject(new Error(reply.error));
    else pending?.resolve(reply.value);
  }
}

function isCall(message: unknown): message is Call {
  if (typeof message !== "object" || message === null) return false;
  const { call, method, args } = message as Partial<Record<keyof Call, unknown>>;
  return typeof call === "number" && typeof method === "string" && Array.isArray(args);
}

function isReply(message: unknown): message is Reply {
  if (typeof message !== "object" || message === null) return false;
  return typeof Reflect.get(message, "reply") === "number";
}
