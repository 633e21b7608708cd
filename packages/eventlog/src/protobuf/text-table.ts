const DECODER = new TextDecoder();

interface Entry {
  readonly bytes: Uint8Array;
  readonly text: string;
}

/** Decodes each of a few texts once, however often its bytes come up. */
export class TextTable {
  readonly #entries = new Map<number, Entry[]>();

  /** The text of `bytes[start, end)`. */
  text(bytes: Uint8Array, start: number, end: number): string {
    const hash = fnv1a(bytes, start, end);
    const bucket = this.#entries.get(hash) ?? [];
    for (const entry of bucket) if (isEqual(entry.bytes, bytes, start, end)) return entry.text;
    const copy = bytes.slice(start, end);
    const text = DECODER.decode(copy);
    bucket.push({ bytes: copy, text });
    this.#entries.set(hash, bucket);
    return text;
  }
}

function fnv1a(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let i = start; i < end; i++) hash = Math.imul(hash ^ (bytes[i] ?? 0), 0x01000193);
  return hash >>> 0;
}

function isEqual(text: Uint8Array, bytes: Uint8Array, start: number, end: number): boolean {
  if (text.length !== end - start) return false;
  for (let i = 0; i < text.length; i++) if (text[i] !== bytes[start + i]) return false;
  return true;
}
