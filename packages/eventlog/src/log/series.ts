import type { SummaryData } from "../event/event.ts";
import { Column } from "./column.ts";

/** One tag of one plugin in one file: its steps and times, and its values or where they stand. */
export class Series {
  readonly tag: string;
  readonly plugin: string;
  /** What the first value was. */
  readonly kind: SummaryData["kind"];
  readonly steps = new Column();
  readonly wallTimes = new Column();
  /** The values of a series of scalars; empty for others. */
  readonly scalars = new Column();
  /** For others: of each record, the offset in the file and the payload's length; and which of its values it is. */
  readonly offsets = new Column();
  readonly lengths = new Column();
  readonly indices = new Column();

  constructor(tag: string, plugin: string, kind: SummaryData["kind"]) {
    this.tag = tag;
    this.plugin = plugin;
    this.kind = kind;
  }

  get length(): number {
    return this.steps.length;
  }

  addScalar(step: number, wallTime: number, value: number): void {
    this.steps.push(step);
    this.wallTimes.push(wallTime);
    this.scalars.push(value);
  }

  addStored(step: number, wallTime: number, place: RecordPlace, index: number): void {
    this.steps.push(step);
    this.wallTimes.push(wallTime);
    this.offsets.push(place.offset);
    this.lengths.push(place.length);
    this.indices.push(index);
  }
}

/** Where a record stands. */
export interface RecordPlace {
  readonly offset: number;
  /** Of the payload. */
  readonly length: number;
}
