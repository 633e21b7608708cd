/** Characters that are put together at a time: a function takes only so many arguments. */
const CHUNK = 2 ** 15;

/** Bytes compressed, as text that can stand anywhere in a page. */
export async function packed(bytes: Uint8Array): Promise<string> {
  const compressed = await through(bytes, new CompressionStream("gzip"));
  let text = "";
  for (let i = 0; i < compressed.length; i += CHUNK) {
    text += String.fromCharCode(...compressed.subarray(i, i + CHUNK));
  }
  return btoa(text);
}

/** The bytes of such a text. */
export async function unpacked(text: string): Promise<Uint8Array> {
  const binary = atob(text.trim());
  const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
  return await through(bytes, new DecompressionStream("gzip"));
}

async function through(
  bytes: Uint8Array,
  transform: CompressionStream | DecompressionStream,
): Promise<Uint8Array> {
  const stream = new Blob([bytes.slice()]).stream().pipeThrough(transform);
  return new Uint8Array(await new Response(stream).arrayBuffer());
}
