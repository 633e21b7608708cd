import { applyPalette, GIFEncoder, quantize } from "gifenc";

/** Collects the frames of an animated GIF. */
export class GifEncoder {
  readonly #gif = GIFEncoder();

  /**
   * Adds a frame; each has the 256 colours that suit it best.
   *
   * @param rgba the pixels, row by row, four bytes each
   * @param milliseconds how long it is shown; GIF has hundredths of a second
   */
  add(rgba: Uint8ClampedArray, width: number, height: number, milliseconds: number): void {
    const palette = quantize(rgba, 256);
    const indices = applyPalette(rgba, palette);
    this.#gif.writeFrame(indices, width, height, { palette, delay: Math.max(20, milliseconds) });
  }

  /** The file of all frames; it plays for ever. */
  finish(): Uint8Array<ArrayBuffer> {
    this.#gif.finish();
    return this.#gif.bytes();
  }
}
