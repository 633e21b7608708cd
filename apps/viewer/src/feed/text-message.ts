/** A message in protobuf's text format: each field's values, in their order. */
export type TextMessage = ReadonlyMap<string, readonly TextValue[]>;
/** Strings have been taken out of their quotes; numbers and names stand as they were written. */
export type TextValue = string | TextMessage;

/** Deeper messages are no graph that anybody wrote. */
const DEEPEST = 100;
const TOKEN =
  /\s+|#[^\n]*|"(?:[^"\\\n]|\\[\s\S])*"|'(?:[^'\\\n]|\\[\s\S])*'|[A-Za-z_][\w./]*|[-+]?(?:\d|\.\d)[\w.]*(?:[eE][-+]\d+)?f?|-?(?:inf|nan)\w*|[{}<>:;,[\]]/gy;
const ESCAPES: Readonly<Record<string, string>> = {
  n: "\n",
  t: "\t",
  r: "\r",
  a: "\x07",
  b: "\b",
  f: "\f",
  v: "\v",
};

/**
 * Parses protobuf's text format, as in `.pbtxt` files.
 *
 * @throws SyntaxError naming the line
 */
export function parseTextMessage(text: string): TextMessage {
  const tokens = new Tokens(text);
  const message = fieldsUntil(tokens, undefined, 0);
  return message;
}

function fieldsUntil(tokens: Tokens, end: string | undefined, depth: number): TextMessage {
  if (depth > DEEPEST) throw tokens.error("messages are nested too deep");
  const fields = new Map<string, TextValue[]>();
  for (let name = tokens.next(); name !== end; name = tokens.next()) {
    if (name === undefined) throw tokens.error("the text ends within a message");
    if (name === ";" || name === ",") continue;
    if (!/^[A-Za-z_]/.test(name)) throw tokens.error(`"${name}" is no field's name`);
    const values = fields.get(name) ?? [];
    fields.set(name, values);
    if (tokens.peek() === ":") tokens.next();
    if (tokens.peek() !== "[") values.push(parseValue(tokens, depth));
    else {
      tokens.next();
      while (tokens.peek() !== "]") {
        values.push(parseValue(tokens, depth));
        if (tokens.peek() === ",") tokens.next();
      }
      tokens.next();
    }
  }
  return fields;
}

function parseValue(tokens: Tokens, depth: number): TextValue {
  const token = tokens.next();
  if (token === undefined) throw tokens.error("the text ends where a value should stand");
  if (token === "{") return fieldsUntil(tokens, "}", depth + 1);
  if (token === "<") return fieldsUntil(tokens, ">", depth + 1);
  if (!isQuoted(token)) return token;
  let value = unquoted(token);
  // Strings beside each other are one.
  for (let next = tokens.peek(); next !== undefined && isQuoted(next); next = tokens.peek()) {
    value += unquoted(next);
    tokens.next();
  }
  return value;
}

function isQuoted(token: string): boolean {
  return token.startsWith('"') || token.startsWith("'");
}

/** A quoted string; its bytes beyond ASCII are written as octal escapes of UTF-8. */
function unquoted(token: string): string {
  const inner = token.slice(1, -1);
  if (!inner.includes("\\")) return inner;
  const latin = inner.replace(
    /\\(?:([0-7]{1,3})|[xX]([0-9a-fA-F]{1,2})|([\s\S]))/g,
    (_, octal?: string, hex?: string, character = "") => {
      if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8) & 255);
      if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
      return ESCAPES[character] ?? character;
    },
  );
  if (/[^\0-\xff]/.test(latin)) return latin;
  const bytes = Uint8Array.from(latin, (character) => character.charCodeAt(0));
  return new TextDecoder().decode(bytes);
}

class Tokens {
  readonly #text: string;
  readonly #pattern = new RegExp(TOKEN);
  #ahead: string | undefined;
  #isAhead = false;

  constructor(text: string) {
    this.#text = text;
  }

  peek(): string | undefined {
    if (!this.#isAhead) this.#ahead = this.#read();
    this.#isAhead = true;
    return this.#ahead;
  }

  next(): string | undefined {
    const token = this.peek();
    this.#isAhead = false;
    return token;
  }

  error(what: string): SyntaxError {
    const line = this.#text.slice(0, this.#pattern.lastIndex).split("\n").length;
    return new SyntaxError(`line ${line}: ${what}`);
  }

  #read(): string | undefined {
    while (this.#pattern.lastIndex < this.#text.length) {
      const at = this.#pattern.lastIndex;
      const [token] = this.#pattern.exec(this.#text) ?? [];
      if (token === undefined) {
        this.#pattern.lastIndex = at;
        throw this.error(`"${this.#text.slice(at, at + 12)}" can't stand here`);
      }
      if (!/^[\s#]/.test(token)) return token;
    }
    return undefined;
  }
}
