/** The metadata of a Zarr v3 array or group; JSON, with the names that the specification gives. */
export type Metadata = Readonly<Record<string, unknown>>;

/** What an array's metadata is made of. */
export interface ArrayDescription {
  readonly shape: readonly number[];
  readonly chunkShape: readonly number[];
  readonly dataType: "float32" | "float64" | "int64" | "string";
  readonly dimensions: readonly string[];
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** Metadata of an array whose chunks are stored as they are, little-endian. */
export function arrayMetadata(array: ArrayDescription): Metadata {
  const { dataType } = array;
  const isText = dataType === "string";
  return {
    zarr_format: 3,
    node_type: "array",
    shape: array.shape,
    data_type: dataType,
    chunk_grid: { name: "regular", configuration: { chunk_shape: array.chunkShape } },
    chunk_key_encoding: { name: "default", configuration: { separator: "/" } },
    fill_value: isText ? "" : dataType === "int64" ? 0 : "NaN",
    codecs: isText
      ? [{ name: "vlen-utf8" }]
      : [{ name: "bytes", configuration: { endian: "little" } }],
    dimension_names: array.dimensions,
    attributes: array.attributes,
    storage_transformers: [],
  };
}

/** Metadata of a group, with its arrays' consolidated in it so that readers need not search. */
export function groupMetadata(
  attributes: Readonly<Record<string, unknown>>,
  arrays: Readonly<Record<string, Metadata>>,
): Metadata {
  return {
    zarr_format: 3,
    node_type: "group",
    attributes,
    consolidated_metadata: { kind: "inline", must_understand: false, metadata: arrays },
  };
}

/** Strings as Zarr's `vlen-utf8` codec stores them: their number, then each with its length before it. */
export function encodeStrings(texts: readonly string[]): Uint8Array {
  const encoded = texts.map((text) => new TextEncoder().encode(text));
  const bytes = new Uint8Array(4 + encoded.reduce((sum, text) => sum + 4 + text.length, 0));
  const view = new DataView(bytes.buffer);
  view.setUint32(0, texts.length, true);
  let at = 4;
  for (const text of encoded) {
    view.setUint32(at, text.length, true);
    bytes.set(text, at + 4);
    at += 4 + text.length;
  }
  return bytes;
}
