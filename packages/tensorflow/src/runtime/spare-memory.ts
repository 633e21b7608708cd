/**
 * Memory of runs that were disposed of, for a next run that needs as much: fresh memory costs more than
 * what is copied into it.
 */
export class SpareMemory {
  #buffers: ArrayBuffer[] = [];

  take(bytes: number): ArrayBuffer {
    const found = this.#buffers.findIndex(({ byteLength }) => byteLength === bytes);
    const [buffer] = found < 0 ? [] : this.#buffers.splice(found, 1);
    if (buffer) return buffer;
    this.#buffers = [];
    return new ArrayBuffer(bytes);
  }

  /** Takes memory back that nobody looks at any more. */
  give(buffers: readonly ArrayBuffer[]): void {
    this.#buffers.push(...buffers);
  }
}
