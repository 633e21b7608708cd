import type { SummaryData } from "../event/event.ts";
import { Column } from "./column.ts";

/** Stays empty: in place of the columns that a series has no use for. */
const NONE = new Column();

/** One tag of one plugin in one file: its steps and times, and its values or where they stand. */
export class Series {
  readonly tag: string;
  readonly plugin: string;
  /** What the first value was. */
  readonly kind: SummaryData["kind"];
  readonly steps = new Column();
  readonly wallTimes = new Column();
  /** The values of a series of scalars; empty for others. */
  readonly scalars: Column;
  /** For others: of each record, the offset in the file and the payload's length; and which of its values it is. */
  readonly offsets: Column;
  readonly lengths: Column;
  readonly indices: Column;

  constructor(tag: string, plugin: string, kind: SummaryData["kind"]) {
    this.tag = tag;
    this.plugin = plugin;
    this.kind = kind;
    const isScalars = plugin === "scalars";
    this.scalars = isScalars ? new Column() : NONE;
    this.offsets = isScalars ? NONE : new Column();
    this.lengths = isScalars ? NONE : new Column();
    this.indices = isScalars ? NONE : new Column();
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
