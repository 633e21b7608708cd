import { DriftgraphError, type ErrorCode } from "../errors/error.ts";

/** A piece of an equation's text; columns are 1-based. */
export interface Token {
  readonly kind: "number" | "name" | "symbol" | "end";
  readonly text: string;
  readonly column: number;
}

const PATTERN =
  /\s*(?:(\d+(?:\.\d*)?(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)|([\p{L}_][\p{L}\p{N}_]*)|(\*\*|<=|>=|[-+*/^(),<>]))/uy;

/**
 * Splits an equation's text into tokens.
 *
 * @throws DriftgraphError `syntax` at the first character that can't be part of one.
 */
export function tokenize(text: string, where: string): Token[] {
  const tokens: Token[] = [];
  let position = 0;
  while (text.slice(position).trim() !== "") {
    PATTERN.lastIndex = position;
    const match = PATTERN.exec(text);
    if (!match) {
      const column = position + (/\S/.exec(text.slice(position))?.index ?? 0) + 1;
      const found = String.fromCodePoint(text.codePointAt(column - 1) ?? 0);
      throw equationError("syntax", `unexpected "${found}"`, {
        text,
        where,
        column,
        length: found.length,
      });
    }
    const [whole, number, name, symbol] = match;
    const token = number ?? name ?? symbol ?? "";
    const kind = number !== undefined ? "number" : name !== undefined ? "name" : "symbol";
    tokens.push({ kind, text: token, column: position + whole.length - token.length + 1 });
    position += whole.length;
  }
  tokens.push({ kind: "end", text: "", column: text.length + 1 });
  return tokens;
}

/** An error at a place in an equation's text. */
export function equationError(
  code: ErrorCode,
  problem: string,
  place: { text: string; where: string; column: number; length?: number },
  hint?: string,
): DriftgraphError {
  return new DriftgraphError(code, `${problem} in the ${place.where}`, { place, hint });
}
