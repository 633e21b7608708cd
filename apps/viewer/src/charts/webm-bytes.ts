/** An encoded frame of a video. */
export interface VideoChunk {
  /** When it is shown, in milliseconds. */
  readonly time: number;
  /** Whether it needs no frame before it. */
  readonly isKey: boolean;
  readonly bytes: Uint8Array;
}

/** What a video is, all of it. */
export interface VideoTrack {
  /** As Matroska names it: V_VP8, V_VP9. */
  readonly codec: string;
  readonly width: number;
  readonly height: number;
  /** In milliseconds. */
  readonly duration: number;
}

/** The elements' names and their ids; see RFC 9559 and webmproject.org/docs/container. */
const ID = {
  ebml: 0x1a45dfa3,
  docType: 0x4282,
  docTypeVersion: 0x4287,
  docTypeReadVersion: 0x4285,
  segment: 0x18538067,
  info: 0x1549a966,
  timestampScale: 0x2ad7b1,
  duration: 0x4489,
  muxingApp: 0x4d80,
  writingApp: 0x5741,
  tracks: 0x1654ae6b,
  trackEntry: 0xae,
  trackNumber: 0xd7,
  trackUid: 0x73c5,
  trackType: 0x83,
  flagLacing: 0x9c,
  codecId: 0x86,
  video: 0xe0,
  pixelWidth: 0xb0,
  pixelHeight: 0xba,
  cues: 0x1c53bb6b,
  cuePoint: 0xbb,
  cueTime: 0xb3,
  cueTrackPositions: 0xb7,
  cueTrack: 0xf7,
  cueClusterPosition: 0xf1,
  cluster: 0x1f43b675,
  timestamp: 0xe7,
  simpleBlock: 0xa3,
} as const;

const APP = "driftgraph";
const TRACK = 1;
const VIDEO = 1;
const NANOSECONDS = 1e6;
const KEY_FRAME = 0x80;

/**
 * A WebM file of one video track: a cluster from each key frame to the next, and before them an index of where they
 * are, so that players can go anywhere at once.
 */
export function webmBytes(
  track: VideoTrack,
  chunks: readonly VideoChunk[],
): Uint8Array<ArrayBuffer> {
  const clusters = clustersOf(chunks).map((of) => ({
    time: Math.round(of[0]?.time ?? 0),
    bytes: cluster(of),
  }));
  const head = joined([info(track), tracks(track)]);
  // The index lies before what it points at; its length doesn't depend on where that is.
  let position = head.length + cues(clusters.map(({ time }) => ({ time, position: 0 }))).length;
  const index = clusters.map(({ time, bytes }) => {
    const at = position;
    position += bytes.length;
    return { time, position: at };
  });
  const header = element(
    ID.ebml,
    text(ID.docType, "webm"),
    unsigned(ID.docTypeVersion, 2),
    unsigned(ID.docTypeReadVersion, 2),
  );
  const all = [head, cues(index), ...clusters.map(({ bytes }) => bytes)];
  return joined([header, element(ID.segment, ...all)]);
}

function clustersOf(chunks: readonly VideoChunk[]): VideoChunk[][] {
  const clusters: VideoChunk[][] = [];
  for (const chunk of chunks) {
    const last = clusters.at(-1);
    if (last && !chunk.isKey) last.push(chunk);
    else clusters.push([chunk]);
  }
  return clusters;
}

function info({ duration }: VideoTrack): Uint8Array {
  return element(
    ID.info,
    unsigned(ID.timestampScale, NANOSECONDS),
    float(ID.duration, duration),
    text(ID.muxingApp, APP),
    text(ID.writingApp, APP),
  );
}

function tracks({ codec, width, height }: VideoTrack): Uint8Array {
  const entry = element(
    ID.trackEntry,
    unsigned(ID.trackNumber, TRACK),
    unsigned(ID.trackUid, TRACK),
    unsigned(ID.trackType, VIDEO),
    unsigned(ID.flagLacing, 0),
    text(ID.codecId, codec),
    element(ID.video, unsigned(ID.pixelWidth, width), unsigned(ID.pixelHeight, height)),
  );
  return element(ID.tracks, entry);
}

function cues(index: readonly { readonly time: number; readonly position: number }[]): Uint8Array {
  const points = index.map(({ time, position }) =>
    element(
      ID.cuePoint,
      unsigned(ID.cueTime, time),
      element(
        ID.cueTrackPositions,
        unsigned(ID.cueTrack, TRACK),
        unsigned(ID.cueClusterPosition, position),
      ),
    ),
  );
  return element(ID.cues, ...points);
}

function cluster(chunks: readonly VideoChunk[]): Uint8Array {
  const start = Math.round(chunks[0]?.time ?? 0);
  const blocks = chunks.map(({ time, isKey, bytes }) => {
    const head = new DataView(new ArrayBuffer(4));
    head.setUint8(0, 0x80 | TRACK);
    head.setInt16(1, Math.round(time) - start);
    head.setUint8(3, isKey ? KEY_FRAME : 0);
    return element(ID.simpleBlock, new Uint8Array(head.buffer), bytes);
  });
  return element(ID.cluster, unsigned(ID.timestamp, start), ...blocks);
}

/** An element: its id, the length of its content in eight bytes, its content. */
function element(id: number, ...content: readonly Uint8Array[]): Uint8Array {
  const length = content.reduce((sum, bytes) => sum + bytes.length, 0);
  const size = new DataView(new ArrayBuffer(8));
  size.setBigUint64(0, BigInt(length) | (1n << 56n));
  return joined([idBytes(id), new Uint8Array(size.buffer), ...content]);
}

function idBytes(id: number): Uint8Array {
  const bytes = [24, 16, 8, 0].map((shift) => (id >>> shift) & 0xff);
  return Uint8Array.from(bytes.slice(bytes.findIndex((byte) => byte > 0)));
}

function unsigned(id: number, value: number): Uint8Array {
  const content = new DataView(new ArrayBuffer(8));
  content.setBigUint64(0, BigInt(value));
  return element(id, new Uint8Array(content.buffer));
}

function float(id: number, value: number): Uint8Array {
  const content = new DataView(new ArrayBuffer(8));
  content.setFloat64(0, value);
  return element(id, new Uint8Array(content.buffer));
}

function text(id: number, value: string): Uint8Array {
  return element(id, new TextEncoder().encode(value));
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
