/** A range of a text, as offsets in UTF-16 units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Whether an offset lies in a span or at one of its ends. */
export function touches({ start, end }: Span, offset: number): boolean {
  return offset >= start && offset <= end;
}

/** The offset of a 1-based line and column. */
export function offsetAt(text: string, line: number, column: number): number {
  let start = 0;
  for (let l = 1; l < line; l++) {
    const next = text.indexOf("\n", start);
    if (next < 0) return text.length;
    start = next + 1;
  }
  return Math.min(text.length, start + column - 1);
}

/** The 1-based line and column of an offset. */
export function placeAt(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split("\n");
  return { line: before.length, column: (before.at(-1) ?? "").length + 1 };
}
