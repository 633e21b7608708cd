import { InvalidEventError, StepOrderError, TagConflictError } from "../errors.ts";
import type { LogEvent, SummaryValue } from "../event/event.ts";
import { impliedPlugin, TAGGED_RUN_METADATA } from "../event/plugin.ts";

interface Entry {
  readonly plugin: string;
  step: number;
}

/** The plugin that a value belongs to by itself; "" when only an earlier value of the tag can tell. */
export function pluginOf(value: SummaryValue): string {
  return value.plugin?.name ?? impliedPlugin(value.data.kind);
}

/** Which plugin each tag of a run belongs to and how far its steps have come. */
export class TagLedger {
  readonly #tags = new Map<string, Entry>();
  #hasGraph = false;

  /**
   * Takes note of an event, wholly or not at all.
   *
   * @throws StepOrderError, TagConflictError, InvalidEventError
   */
  enter(event: LogEvent): void {
    const values = taggedValues(event);
    if (event.kind === "graph" && this.#hasGraph) {
      throw new InvalidEventError(
        "a run has one run graph; write a further one as a function graph under a tag",
      );
    }
    const seen = new Set<string>();
    for (const [tag, plugin] of values) {
      this.#check(tag, plugin, event.step);
      if (seen.has(tag)) throw new StepOrderError(tag, event.step, event.step);
      seen.add(tag);
    }
    for (const [tag, plugin] of values) this.#note(tag, plugin, event.step);
    this.#hasGraph ||= event.kind === "graph";
  }

  #check(tag: string, plugin: string, step: number): void {
    if (tag === "") throw new InvalidEventError("a value needs a tag");
    const entry = this.#tags.get(tag);
    if (entry === undefined) {
      if (plugin === "")
        throw new InvalidEventError(`the first value of "${tag}" must name its plugin`);
      return;
    }
    if (plugin !== "" && plugin !== entry.plugin) {
      throw new TagConflictError(tag, plugin, entry.plugin);
    }
    if (step <= entry.step) throw new StepOrderError(tag, step, entry.step);
  }

  #note(tag: string, plugin: string, step: number): void {
    const entry = this.#tags.get(tag);
    if (entry === undefined) this.#tags.set(tag, { plugin, step });
    else entry.step = step;
  }
}

function taggedValues(event: LogEvent): readonly (readonly [tag: string, plugin: string])[] {
  if (event.kind === "run-metadata") return [[event.tag, TAGGED_RUN_METADATA]];
  if (event.kind === "summary") return event.values.map((value) => [value.tag, pluginOf(value)]);
  return [];
}
