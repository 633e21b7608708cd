// gifenc comes without types: what of it is used.
declare module "gifenc" {
  type Palette = readonly (readonly number[])[];

  interface Gif {
    writeFrame(
      indices: Uint8Array,
      width: number,
      height: number,
      options: { palette: Palette; delay: number },
    ): void;
    finish(): void;
    bytes(): Uint8Array<ArrayBuffer>;
  }

  function GIFEncoder(): Gif;
  function quantize(rgba: Uint8ClampedArray, colours: number): Palette;
  function applyPalette(rgba: Uint8ClampedArray, palette: Palette): Uint8Array;

  export { applyPalette, GIFEncoder, quantize };
}
