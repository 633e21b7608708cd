/** Pages of 64 KiB. */
const PAGE = 65_536;
/** WebAssembly's limit with 32-bit addresses. */
export const MAX_BYTES = 65_535 * PAGE;

/** Memories given back, kept because the first touch of fresh pages costs more than a run. */
const free: { readonly memory: WebAssembly.Memory; readonly shared: boolean }[] = [];
const KEPT = 2;

/** A memory of at least `bytes`, possibly used before: only what was zeroed is zero. */
export function takeMemory(bytes: number, shared: boolean): WebAssembly.Memory {
  const pages = Math.ceil(bytes / PAGE);
  const found = free.findIndex((entry) => entry.shared === shared);
  const [entry] = found < 0 ? [] : free.splice(found, 1);
  if (!entry) return new WebAssembly.Memory({ initial: pages, maximum: MAX_BYTES / PAGE, shared });
  const missing = pages - entry.memory.buffer.byteLength / PAGE;
  if (missing > 0) entry.memory.grow(missing);
  return entry.memory;
}

/** Gives a memory back for later runs; nothing may read it any more. */
export function giveBackMemory(memory: WebAssembly.Memory, shared: boolean): void {
  if (free.length < KEPT) free.push({ memory, shared });
}
