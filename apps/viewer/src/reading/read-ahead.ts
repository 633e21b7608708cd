import type { ByteSource, SourceState } from "@driftgraph/eventlog";

/** Bytes that are asked for at once: each request costs a way to the page and perhaps to a server. */
const BLOCK = 2 ** 22;
/** Reads from here on are those of a reader that goes through a whole file. */
const SEQUENTIAL = 2 ** 19;

interface Block {
  readonly offset: number;
  readonly length: number;
  readonly bytes: Promise<Uint8Array>;
}

/**
 * A source for a reader that goes through a file piece by piece: it reads large blocks, and the next one while the
 * last is looked at. At most three blocks are held, and none after `close`.
 */
export function readAhead(source: ByteSource): ByteSource {
  let blocks: readonly Block[] = [];
  let known: SourceState | undefined;
  const fetch = (offset: number, length: number): Block => {
    const block = { offset, length, bytes: source.read(offset, length) };
    // Who asks for it gets the error; nobody may ever ask for what was only read ahead.
    block.bytes.catch(() => undefined);
    blocks = [...blocks.slice(-2), block];
    return block;
  };
  const covering = (offset: number, length: number): Block | undefined =>
    blocks.find(
      (block) => block.offset <= offset && offset + length <= block.offset + block.length,
    );
  const state = async (): Promise<SourceState> => {
    const now = (await source.state?.()) ?? { size: await source.size(), file: "", version: "" };
    if (known?.version !== now.version || known.size !== now.size || known.file !== now.file)
      blocks = [];
    known = now;
    return now;
  };
  return {
    state,
    size: async () => (await state()).size,
    async close() {
      blocks = [];
      await source.close?.();
    },
    async read(offset, length) {
      const found = covering(offset, length);
      if (!found && length < SEQUENTIAL) return await source.read(offset, length);
      const size = known?.size ?? Number.POSITIVE_INFINITY;
      const block = found ?? fetch(offset, Math.max(length, Math.min(BLOCK, size - offset)));
      const next = block.offset + block.length;
      if (length >= SEQUENTIAL && next < size && !covering(next, 1)) {
        fetch(next, Math.min(BLOCK, size - next));
      }
      const bytes = await block.bytes;
      return bytes.subarray(offset - block.offset, offset - block.offset + length);
    },
  };
}
