import { computed, effect, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import type { Feed } from "../feed/feed.ts";
import type { RunContents } from "../reading/run-contents.ts";
import type { RunEntry } from "../reading/run-entry.ts";
import { type Reader, startReader } from "../reading/start-reader.ts";
import { isPoint } from "../runs/run-tree.ts";
import { failed, LOADING, type Loadable, loaded } from "./loadable.ts";
import { paletteColour } from "./palette.ts";
import type { View } from "./view.ts";

/** The address's key of the colours that were chosen for runs, as `<place in the palette>:<run>`. */
const COLOUR = "colour";

/**
 * What all panels share: the runs of a feed, the contents of those that are shown, and the view of them.
 *
 * One for each viewer on a page; `close` ends its thread.
 */
export class App {
  readonly feed: Feed;
  readonly view: View;
  /** The runs that are there, or why they can't be listed. */
  readonly runs: ReadonlySignal<Loadable<readonly RunEntry[]>>;
  /** Why what is shown may be out of date, in words for people; undefined as long as the feed answers. */
  readonly trouble: ReadonlySignal<string | undefined>;
  /** How often the feed has answered again after it didn't. */
  readonly recoveries: ReadonlySignal<number>;
  /** The runs that are shown: those that the view selects, or else the newest. */
  readonly shown: ReadonlySignal<readonly RunEntry[]>;
  /** Names that the view selects though there are no such runs, as in a link to one that is gone. */
  readonly missing: ReadonlySignal<readonly string[]>;
  /** What couldn't be done with what the user gave, in words for people; undefined if there is nothing to say. */
  readonly refusal = signal<string>();
  /** The run that panels for one run show. */
  readonly primary: ReadonlySignal<RunEntry | undefined>;
  readonly #runs = signal<Loadable<readonly RunEntry[]>>(LOADING);
  readonly #trouble = signal<string>();
  readonly #recoveries = signal(0);
  readonly #contents = new Map<string, Signal<Loadable<RunContents>>>();
  readonly #reader: Reader;
  readonly #ends: (() => void)[] = [];
  #updating: Promise<void> | undefined;
  #again = false;

  constructor(feed: Feed, view: View) {
    this.feed = feed;
    this.view = view;
    this.runs = this.#runs;
    this.trouble = this.#trouble;
    this.recoveries = this.#recoveries;
    this.shown = computed(() => shownOf(listOf(this.#runs.value), view.runs.value));
    this.missing = computed(() => {
      if (this.#runs.value.state !== "loaded") return [];
      const there = new Set(this.#runs.value.value.map(({ name }) => name));
      return view.runs.value.filter((name) => !there.has(name));
    });
    this.primary = computed(() => this.shown.value[0]);
    this.#reader = startReader(feed);
    this.update();
    const end = feed.watch?.(() => this.update());
    if (end) this.#ends.push(end);
    this.#ends.push(effect(() => this.#refreshShown(this.shown.value)));
  }

  /** What can be asked of the logs beside `contents`: graphs, profiles, tags. */
  get logs(): Reader["logs"] {
    return this.#reader.logs;
  }

  /** Looks for what is new. Calls while a look is under way make one more after it. */
  update(): void {
    if (this.#updating) {
      this.#again = true;
      return;
    }
    this.#updating = this.#update().finally(() => {
      this.#updating = undefined;
      if (!this.#again) return;
      this.#again = false;
      this.update();
    });
  }

  /** A run's contents, loaded when first asked for, and anew whenever its log has news. */
  contents(name: string): ReadonlySignal<Loadable<RunContents>> {
    const known = this.#contents.get(name);
    if (known) return known;
    const contents = signal<Loadable<RunContents>>(LOADING);
    this.#contents.set(name, contents);
    void this.#load(name, contents);
    return contents;
  }

  /** The colour of a run: the one that was chosen for it, or else by its place among those that are shown. */
  colourOfRun(name: string): string {
    const place = this.shown.value.findIndex((run) => run.name === name);
    return paletteColour(this.chosenColour(name) ?? Math.max(0, place));
  }

  /** Which of the palette's colours was chosen for a run, if any. */
  chosenColour(name: string): number | undefined {
    const chosen = this.view
      .getAll(COLOUR)
      .find((text) => text.slice(text.indexOf(":") + 1) === name);
    const index = chosen === undefined ? Number.NaN : Number.parseInt(chosen, 10);
    return Number.isInteger(index) && index >= 0 ? index : undefined;
  }

  /** Chooses a run's colour from the palette; the address keeps it. */
  chooseColour(name: string, index: number | undefined): void {
    const others = this.view
      .getAll(COLOUR)
      .filter((text) => text.slice(text.indexOf(":") + 1) !== name);
    this.view.set({ [COLOUR]: index === undefined ? others : [...others, `${index}:${name}`] });
  }

  close(): void {
    for (const end of this.#ends) end();
    this.#reader.close();
  }

  async #update(): Promise<void> {
    try {
      const runs = await this.#reader.update();
      // A look that brought nothing must not draw anything again.
      if (!isSame(listOf(this.#runs.peek()), runs) || this.#runs.peek().state !== "loaded") {
        this.#runs.value = loaded(runs);
      }
      if (this.#trouble.peek() !== undefined) this.#recover();
      performance.mark("driftgraph:runs-listed");
    } catch (error) {
      const failure = failed(error);
      // What was read before can still be looked at.
      if (this.#runs.peek().state === "loaded") this.#trouble.value = failure.error;
      else this.#runs.value = failure;
    }
  }

  /** The feed answers again: what couldn't be read meanwhile may be now. */
  #recover(): void {
    this.#trouble.value = undefined;
    this.#recoveries.value += 1;
    for (const [name, contents] of this.#contents) {
      if (contents.peek().state === "failed") void this.#load(name, contents);
    }
  }

  #refreshShown(shown: readonly RunEntry[]): void {
    for (const { name, version } of shown) {
      const contents = this.#contents.get(name);
      const known = contents?.peek();
      if (contents && known?.state === "loaded" && known.value.version !== version) {
        void this.#load(name, contents);
      }
    }
  }

  // What was loaded before stays on the screen until there is something newer.
  async #load(name: string, contents: Signal<Loadable<RunContents>>): Promise<void> {
    try {
      contents.value = loaded(await this.#reader.logs.contents(name));
      performance.mark("driftgraph:run-read", { detail: name });
    } catch (error) {
      contents.value = failed(error);
    }
  }
}

function listOf(runs: Loadable<readonly RunEntry[]>): readonly RunEntry[] {
  return runs.state === "loaded" ? runs.value : [];
}

function shownOf(runs: readonly RunEntry[], names: readonly string[]): readonly RunEntry[] {
  const selected = names.flatMap((name) => runs.find((run) => run.name === name) ?? []);
  if (selected.length > 0) return selected;
  const byAge = runs.toSorted((a, b) => (b.startTime ?? 0) - (a.startTime ?? 0));
  // A sweep says what its points are; one of them alone says little.
  const newest = byAge.find((run) => !isPoint(run)) ?? byAge[0];
  return newest ? [newest] : [];
}

function isSame(a: readonly RunEntry[], b: readonly RunEntry[]): boolean {
  return (
    a.length === b.length &&
    a.every(({ name, version }, i) => name === b[i]?.name && version === b[i].version)
  );
}
