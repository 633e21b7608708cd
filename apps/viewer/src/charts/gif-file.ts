import { wrap } from "comlink";
import { type Animation, drawnFrames } from "./animation.ts";
import type { GifEncoder } from "./gif-encoder.ts";
import GifWorker from "./gif-worker.ts?worker&inline";
import { themeAt } from "./theme.ts";

/** An animated GIF, drawn here and encoded in a thread of its own. */
export async function gifOf(animation: Animation, at: Element): Promise<Blob> {
  const worker = new GifWorker();
  const encoder = wrap<GifEncoder>(worker);
  try {
    for (const { context, width, height, duration } of drawnFrames(animation, themeAt(at))) {
      const { data } = context.getImageData(0, 0, width, height);
      await encoder.add(data, width, height, duration);
    }
    return new Blob([await encoder.finish()], { type: "image/gif" });
  } finally {
    worker.terminate();
  }
}
