/** A growing list of numbers, eight bytes each. */
export class Column {
  #values = new Float64Array(16);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    if (this.#length === this.#values.length) {
      const larger = new Float64Array(2 * this.#length);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.#length++] = value;
  }

  at(index: number): number {
    return this.#values[index] ?? Number.NaN;
  }

  /** The numbers so far; a view that doesn't see later ones. */
  values(): Float64Array {
    return this.#values.subarray(0, this.#length);
  }
}
