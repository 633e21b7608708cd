import { expect, it } from "vitest";
import { StepOrderError } from "../errors.ts";
import { graphEvent } from "../event/graph-event.ts";
import { summaryEvent } from "../event/summary-event.ts";
import { scalarValue } from "../summary/scalar.ts";
import { EventEncoder } from "./event-encoder.ts";

const scalar = (step: number) => summaryEvent({ wallTime: 1, step }, scalarValue("x", step));

it("takes an event again that could not be written", () => {
  const encoder = new EventEncoder();
  const full = () => {
    throw new RangeError("the disk is full");
  };
  for (const event of [scalar(1), graphEvent(1, { node: [] })]) {
    expect(() => encoder.write(event, full)).toThrow("the disk is full");
    expect(encoder.encode(event).length).toBeGreaterThan(16);
  }
  expect(() => encoder.encode(scalar(1))).toThrow(StepOrderError);
});

it("goes by the kind of a value that names no plugin, as TensorBoard does", () => {
  const encoder = new EventEncoder();
  const bare = (step: number) =>
    summaryEvent({ wallTime: 1, step }, { tag: "x", data: { kind: "scalar", value: 1 } });
  encoder.encode(scalar(0));
  encoder.encode(bare(1));
  const nameless = { tag: "y", data: scalarValue("y", 1).data };
  expect(() => encoder.encode(summaryEvent({ wallTime: 1, step: 0 }, nameless))).toThrow(
    'the first value of "y" must name its plugin',
  );
});
