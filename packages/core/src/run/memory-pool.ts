import { DriftgraphError } from "../errors/error.ts";

/** Pages of 64 KiB. */
const PAGE = 65_536;
/** WebAssembly's limit with 32-bit addresses. */
export const MAX_BYTES = 65_535 * PAGE;

/** A memory that was given back. */
interface Free {
  readonly memory: WebAssembly.Memory;
  readonly shared: boolean;
}

/** Memories given back, kept because the first touch of fresh pages costs more than a run. */
const free: Free[] = [];
const KEPT = 2;
/** Larger ones go back to the system: they would outlive the run that needed them. */
const KEPT_BYTES = 2 ** 29;

/**
 * A memory of at least `bytes`, possibly used before: only what was zeroed is zero.
 *
 * @throws DriftgraphError `run-failed` if there is no such memory to be had.
 */
export function takeMemory(bytes: number, shared: boolean): WebAssembly.Memory {
  const pages = Math.ceil(bytes / PAGE);
  const [found] = free.filter((entry) => entry.shared === shared).sort(bySize(bytes));
  try {
    if (!found) return newMemory(pages, shared);
    free.splice(free.indexOf(found), 1);
    const missing = pages - found.memory.buffer.byteLength / PAGE;
    if (missing > 0) found.memory.grow(missing);
    return found.memory;
  } catch (cause) {
    throw new DriftgraphError(
      "run-failed",
      `the system refuses ${Math.ceil(bytes / 2 ** 20)} MB of memory for this run`,
      { hint: "Log fewer times (every), run fewer paths, or keep no trajectories.", cause },
    );
  }
}

/** Gives a memory back for later runs; nothing may read it any more. */
export function giveBackMemory(memory: WebAssembly.Memory, shared: boolean): void {
  if (free.length < KEPT && memory.buffer.byteLength <= KEPT_BYTES) free.push({ memory, shared });
}

/** Memories that are large enough first, the smallest of them foremost; then the largest. */
function bySize(bytes: number): (a: Free, b: Free) => number {
  const excess = ({ memory }: Free): number => memory.buffer.byteLength - bytes;
  const rank = (entry: Free): number => {
    const over = excess(entry);
    return over >= 0 ? over : MAX_BYTES - over;
  };
  return (a, b) => rank(a) - rank(b);
}

/** Some systems won't reserve room to grow to 4 GB: then a memory of just this size. */
function newMemory(pages: number, shared: boolean): WebAssembly.Memory {
  try {
    return new WebAssembly.Memory({ initial: pages, maximum: MAX_BYTES / PAGE, shared });
  } catch {
    return new WebAssembly.Memory({ initial: pages, maximum: pages, shared });
  }
}
