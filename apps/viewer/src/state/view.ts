import { computed, type ReadonlySignal, signal } from "@preact/signals";

/** Values of keys to set; undefined or an empty list takes a key away. */
export type ViewValues = Readonly<Record<string, string | number | readonly string[] | undefined>>;

/** Keys of the list of runs rather than of what is shown of one. */
const OF_LIST = /^(run|filter|colour)($|\.)/;

/**
 * The state of the view: one value behind the address, the panels' controls and the back button.
 *
 * The address says it as `#panel?key=value&…`. All panels share `run` and `series` (repeated keys: what is
 * selected), `t` (the scrubber's time, in the model's unit), `path` (a sample path's absolute index) and `node`
 * (full name of a node of the graph); what else a link should restore a panel keeps under keys of its own, such
 * as `phase.x`. The keys are an interface, documented in the README.
 */
export class View {
  readonly #parameters = signal<URLSearchParams>(new URLSearchParams());
  readonly #panel = signal("overview");

  /** Which panel is shown, by its id. */
  readonly panel: ReadonlySignal<string> = this.#panel;
  readonly runs = computed(() => this.#parameters.value.getAll("run"));
  readonly series = computed(() => this.#parameters.value.getAll("series"));
  readonly time = computed(() => this.number("t"));
  readonly path = computed(() => this.number("path"));
  readonly node = computed(() => this.get("node"));
  /** The address's fragment without `#`. */
  readonly fragment = computed(() => {
    const query = this.#parameters.value.toString();
    return query === "" ? this.#panel.value : `${this.#panel.value}?${query}`;
  });

  /** A key's value; tracked, when read in an effect or while rendering. */
  get(key: string): string | undefined {
    return this.#parameters.value.get(key) ?? undefined;
  }

  /** A key's value as a finite number. */
  number(key: string): number | undefined {
    const text = this.get(key);
    const value = text === undefined || text.trim() === "" ? Number.NaN : Number(text);
    return Number.isFinite(value) ? value : undefined;
  }

  getAll(key: string): readonly string[] {
    return this.#parameters.value.getAll(key);
  }

  /** Sets keys; an undefined value or an empty list takes the key away. */
  set(values: ViewValues): void {
    const next = new URLSearchParams(this.#parameters.peek());
    for (const [key, value] of Object.entries(values)) {
      next.delete(key);
      if (typeof value === "object") for (const one of value) next.append(key, one);
      else if (value !== undefined) next.set(key, String(value));
    }
    if (next.toString() !== this.#parameters.peek().toString()) this.#parameters.value = next;
  }

  /** Shows one run; of another model nothing stays that was of the one before: a time, a zoom, a species. */
  choose(run: string, isOfAnotherModel: boolean): void {
    const keys = [...new Set(this.#parameters.peek().keys())];
    const others = isOfAnotherModel ? keys.filter((key) => !OF_LIST.test(key)) : [];
    this.set({ ...Object.fromEntries(others.map((key) => [key, undefined])), run: [run] });
  }

  show(panel: string): void {
    this.#panel.value = panel;
  }

  /** Takes over a fragment, from a link or the back button. */
  restore(fragment: string): void {
    const [panel = "", query = ""] = fragment.replace(/^#/, "").split(/\?(.*)/s, 2);
    if (panel !== "") this.#panel.value = panel;
    const next = new URLSearchParams(query);
    if (next.toString() !== this.#parameters.peek().toString()) this.#parameters.value = next;
  }
}
