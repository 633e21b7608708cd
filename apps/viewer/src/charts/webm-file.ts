import { type Animation, type DrawnFrame, drawnFrames } from "./animation.ts";
import { themeAt } from "./theme.ts";
import { type VideoChunk, webmBytes } from "./webm-bytes.ts";

/** The codecs that WebM has, the better one first, as WebCodecs and as Matroska name them. */
const CODECS = [
  { codec: "vp09.00.40.08", id: "V_VP9" },
  { codec: "vp8", id: "V_VP8" },
] as const;
/** Thin lines on an even ground need few bits, but not blurred. */
const BITS_PER_SECOND = 6e6;
/** A player starts at one of these when it is told to go somewhere. */
const FRAMES_TO_KEY = 25;
/** Frames that may wait to be encoded. */
const MOST_WAITING = 8;

/** Whether this browser can encode videos: only from where it trusts pages. */
export function canEncodeVideo(): boolean {
  return typeof VideoEncoder === "function" && typeof VideoFrame === "function";
}

/**
 * An animation as a WebM video: each of its frames exactly once, at its time, however fast the browser is.
 *
 * @throws Error when the browser has no encoder for such a video
 */
export async function webmOf(animation: Animation, at: Element): Promise<Blob> {
  let video: Video | undefined;
  try {
    for (const frame of drawnFrames(animation, themeAt(at))) {
      video ??= await Video.of(frame);
      await video.add(frame);
    }
    if (!video) throw new Error("The animation has no frames.");
    return new Blob([await video.finish()], { type: "video/webm" });
  } finally {
    video?.close();
  }
}

/** The encoder of a video, and what it has made so far. */
class Video {
  readonly #encoder: VideoEncoder;
  readonly #track: { readonly codec: string; readonly width: number; readonly height: number };
  readonly #chunks: VideoChunk[] = [];
  #frames = 0;
  #end = 0;
  #last: { readonly frame: VideoFrame; readonly duration: number } | undefined;
  #error: Error | undefined;

  /** An encoder for frames of the size of this one. */
  static async of({ width, height }: DrawnFrame): Promise<Video> {
    for (const { codec, id } of CODECS) {
      const config: VideoEncoderConfig = { codec, width, height, bitrate: BITS_PER_SECOND };
      const { supported } = await VideoEncoder.isConfigSupported(config);
      if (supported) return new Video(config, { codec: id, width, height });
    }
    throw new Error("This browser can't encode WebM videos. A GIF shows the same.");
  }

  private constructor(
    config: VideoEncoderConfig,
    track: { readonly codec: string; readonly width: number; readonly height: number },
  ) {
    this.#track = track;
    this.#encoder = new VideoEncoder({
      output: (chunk) => {
        const bytes = new Uint8Array(chunk.byteLength);
        chunk.copyTo(bytes);
        const time = chunk.timestamp / 1000;
        this.#chunks.push({ time, isKey: chunk.type === "key", bytes });
      },
      error: (error) => {
        this.#error = error;
      },
    });
    // Quality: no frame is left out to be in time.
    this.#encoder.configure({ ...config, latencyMode: "quality" });
  }

  async add({ context, start, duration }: DrawnFrame): Promise<void> {
    const timestamp = Math.round(start * 1000);
    const frame = new VideoFrame(context.canvas, { timestamp, duration: duration * 1000 });
    this.#last?.frame.close();
    this.#last = { frame, duration };
    this.#end = start + duration;
    this.#encode(frame);
    while (this.#encoder.encodeQueueSize > MOST_WAITING) await this.#dequeued();
  }

  async finish(): Promise<Uint8Array<ArrayBuffer>> {
    // A picture lasts until the next: what stands still at the end needs one where it ends.
    if (this.#last) {
      const timestamp = Math.round(this.#end * 1000);
      const still = new VideoFrame(this.#last.frame, { timestamp });
      this.#encode(still);
      still.close();
    }
    await this.#encoder.flush();
    if (this.#error) throw this.#error;
    return webmBytes({ ...this.#track, duration: this.#end }, this.#chunks);
  }

  close(): void {
    this.#last?.frame.close();
    if (this.#encoder.state !== "closed") this.#encoder.close();
  }

  #encode(frame: VideoFrame): void {
    if (this.#error) throw this.#error;
    this.#encoder.encode(frame, { keyFrame: this.#frames % FRAMES_TO_KEY === 0 });
    this.#frames++;
  }

  #dequeued(): Promise<void> {
    return new Promise((resolve) => {
      this.#encoder.addEventListener("dequeue", () => resolve(), { once: true });
    });
  }
}
