const CAPACITY = 8;

/**
 * A growing list of numbers, eight bytes each.
 *
 * A single number needs no array of its own: there are logs with a million tags of one point each.
 */
export class Column {
  #first = Number.NaN;
  #values: Float64Array | undefined;
  #length = 0;

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    if (this.#length === 0) this.#first = value;
    else this.#room()[this.#length] = value;
    this.#length++;
  }

  at(index: number): number {
    if (this.#values) return this.#values[index] ?? Number.NaN;
    return index === 0 ? this.#first : Number.NaN;
  }

  /** The numbers so far; a view that doesn't see later ones. */
  values(): Float64Array {
    if (this.#length === 0) return new Float64Array();
    return this.#values?.subarray(0, this.#length) ?? Float64Array.of(this.#first);
  }

  /** The array, with room for one more. */
  #room(): Float64Array {
    const { length = 0 } = this.#values ?? {};
    if (this.#values && this.#length < length) return this.#values;
    const larger = new Float64Array(Math.max(CAPACITY, 2 * length));
    if (this.#values) larger.set(this.#values);
    else larger[0] = this.#first;
    this.#values = larger;
    return larger;
  }
}
