import { InvalidEventError, StepOrderError, TagConflictError } from "../errors.ts";
import type { LogEvent, SummaryData } from "../event/event.ts";
import { pluginOfValue, TAGGED_RUN_METADATA, type TagOwner } from "../event/plugin.ts";

interface Entry extends TagOwner {
  step: number;
}

interface TaggedValue {
  readonly tag: string;
  /** "" when the value doesn't name it. */
  readonly plugin: string;
  readonly kind: SummaryData["kind"];
}

/** Which plugin each tag of a run belongs to and how far its steps have come. */
export class TagLedger {
  readonly #tags = new Map<string, Entry>();
  #hasGraph = false;

  /** @throws StepOrderError, TagConflictError, InvalidEventError when the event may not follow those before */
  check(event: LogEvent): void {
    if (event.kind === "graph" && this.#hasGraph) {
      throw new InvalidEventError(
        "a run has one run graph; write a further one as a function graph under a tag",
      );
    }
    const seen = new Set<string>();
    for (const value of taggedValues(event)) {
      this.#check(value, event.step);
      if (seen.has(value.tag)) throw new StepOrderError(value.tag, event.step, event.step);
      seen.add(value.tag);
    }
  }

  /** Takes note of an event that was written. */
  note(event: LogEvent): void {
    for (const value of taggedValues(event)) this.#note(value, event.step);
    this.#hasGraph ||= event.kind === "graph";
  }

  #check({ tag, plugin: named, kind }: TaggedValue, step: number): void {
    if (tag === "") throw new InvalidEventError("a value needs a tag");
    const entry = this.#tags.get(tag);
    const plugin = pluginOfValue(named, kind, entry);
    if (plugin === "") {
      throw new InvalidEventError(`the first value of "${tag}" must name its plugin`);
    }
    if (entry === undefined) return;
    if (plugin !== entry.plugin) throw new TagConflictError(tag, plugin, entry.plugin);
    if (step <= entry.step) throw new StepOrderError(tag, step, entry.step);
  }

  #note({ tag, plugin: named, kind }: TaggedValue, step: number): void {
    const entry = this.#tags.get(tag);
    if (entry !== undefined) entry.step = step;
    else this.#tags.set(tag, { plugin: pluginOfValue(named, kind, undefined), kind, step });
  }
}

function taggedValues(event: LogEvent): readonly TaggedValue[] {
  if (event.kind === "run-metadata") {
    return [{ tag: event.tag, plugin: TAGGED_RUN_METADATA, kind: "none" }];
  }
  if (event.kind !== "summary") return [];
  return event.values.map(({ tag, plugin, data }) => ({
    tag,
    plugin: plugin?.name ?? "",
    kind: data.kind,
  }));
}
