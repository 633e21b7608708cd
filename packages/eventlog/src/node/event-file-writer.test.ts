import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, stat } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  InvalidEventError,
  StepOrderError,
  TagConflictError,
  WriteFailedError,
} from "../errors.ts";
import { isConventionalName } from "../event/file-name.ts";
import { graphEvent } from "../event/graph-event.ts";
import { summaryEvent } from "../event/summary-event.ts";
import type { LogProblem } from "../read/problem.ts";
import { readEvents } from "../read/read-events.ts";
import { bytesSource } from "../source/bytes-source.ts";
import { bucketsFromEdges } from "../summary/buckets.ts";
import { histogramValue } from "../summary/histogram.ts";
import { scalarValue } from "../summary/scalar.ts";
import { MemoryLog } from "../write/memory-log.ts";
import { EventFileWriter } from "./event-file-writer.ts";
import { fileSource } from "./file-source.ts";

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), "eventlog-writer-"));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

const scalar = (step: number, tag = "x") =>
  summaryEvent({ wallTime: 1000 + step, step }, scalarValue(tag, step));

async function readAll(source: Parameters<typeof readEvents>[0]) {
  const problems: LogProblem[] = [];
  const events = [];
  const options = { onProblem: (problem: LogProblem) => void problems.push(problem) };
  for await (const { event } of readEvents(source, options)) events.push(event);
  return { events, problems };
}

describe("EventFileWriter", () => {
  it("writes the same bytes as the log in memory", async () => {
    const writer = EventFileWriter.create(path.join(folder, "same"), { wallTime: 1000 });
    const memory = new MemoryLog(1000);
    for (const sink of [writer, memory])
      for (let step = 0; step < 5; step++) sink.write(scalar(step));
    await writer.close();
    expect(new Uint8Array(await readFile(writer.path))).toEqual(memory.bytes());
    expect(writer.length).toBe(memory.bytes().length);
  });

  it("names its file by the convention, never the same twice, the host made harmless", async () => {
    const options = { wallTime: 1_700_000_000.9, host: "../My host.local/" };
    const writers = [1, 2].map(() => EventFileWriter.create(path.join(folder, "names"), options));
    const names = writers.map((writer) => path.basename(writer.path));
    expect(names.every(isConventionalName)).toBe(true);
    expect(names[0]).toMatch(
      new RegExp(`^events\\.out\\.tfevents\\.1700000000\\.My-host-local\\.${process.pid}\\.\\d+$`),
    );
    expect(new Set(names).size).toBe(2);
    for (const writer of writers) await writer.close();
  });

  it("has what was written in the file at once, without a flush", async () => {
    const writer = EventFileWriter.create(path.join(folder, "at-once"));
    writer.write(scalar(7));
    const { events } = await readAll(fileSource(writer.path));
    expect(events.map(({ kind, step }) => [kind, step])).toEqual([
      ["file-version", 0],
      ["summary", 7],
    ]);
    await writer.close();
  });

  it("refuses what TensorBoard would not show, and goes on", async () => {
    const writer = EventFileWriter.create(path.join(folder, "refused"));
    writer.write(scalar(2));
    writer.write(graphEvent(1000, { node: [] }));
    const histogram = histogramValue("x", bucketsFromEdges([0, 1], [1]));
    expect(() => writer.write(scalar(2))).toThrow(StepOrderError);
    expect(() => writer.write(scalar(1))).toThrow('step 1 of tag "x" must be greater than');
    expect(() => writer.write(summaryEvent({ wallTime: 1, step: 3 }, histogram))).toThrow(
      TagConflictError,
    );
    expect(() => writer.write(graphEvent(1000, { node: [] }))).toThrow(InvalidEventError);
    expect(() => writer.write({ ...scalar(3), wallTime: Number.NaN })).toThrow(InvalidEventError);
    expect(() => writer.write(scalar(3.5))).toThrow(InvalidEventError);
    const both = summaryEvent({ wallTime: 1, step: 9 }, [scalarValue("y", 1), scalarValue("y", 2)]);
    expect(() => writer.write(both)).toThrow(StepOrderError);
    writer.write(scalar(3));
    await writer.close();
    const { events, problems } = await readAll(fileSource(writer.path));
    expect(problems).toEqual([]);
    expect(events.map(({ step }) => step)).toEqual([0, 2, 0, 3]);
  });

  it("can be closed twice, and then takes nothing more", async () => {
    const writer = EventFileWriter.create(path.join(folder, "closed"));
    await writer.flush();
    await writer.close();
    await writer.close();
    expect(() => writer.write(scalar(1))).toThrow(WriteFailedError);
    await expect(writer.flush()).rejects.toThrow(WriteFailedError);
  });

  it("says where a file can't be made", () => {
    expect(() => EventFileWriter.create(path.join(import.meta.filename, "below-a-file"))).toThrow(
      WriteFailedError,
    );
  });

  it("loses nothing that was acknowledged when its process is killed", async () => {
    const target = path.join(folder, "killed");
    const module = new URL("../../dist/node.js", import.meta.url);
    const index = new URL("../../dist/index.js", import.meta.url);
    // Acknowledges each step in another file after its write, as fast as it can, until it is killed.
    const script = (acknowledgements: string) => `
      import { openSync, writeSync } from "node:fs";
      const { EventFileWriter } = await import(${JSON.stringify(module.href)});
      const { summaryEvent, scalarValue } = await import(${JSON.stringify(index.href)});
      const writer = EventFileWriter.create(${JSON.stringify(target)});
      const acknowledgements = openSync(${JSON.stringify(acknowledgements)}, "w");
      writeSync(acknowledgements, writer.path + "\\n");
      for (let step = 1; ; step++) {
        writer.write(summaryEvent({ wallTime: step, step }, scalarValue("x", step)));
        writeSync(acknowledgements, step + "\\n");
      }`;
    for (let round = 0; round < 5; round++) {
      const acknowledgements = path.join(folder, `acknowledged-${round}`);
      const child = spawn(
        process.execPath,
        ["--input-type=module", "-e", script(acknowledgements)],
        { stdio: ["ignore", "ignore", "inherit"] },
      );
      const closed = once(child, "close");
      const size = async () => (await stat(acknowledgements).catch(() => ({ size: 0 }))).size;
      while ((await size()) < 2000 + 1500 * round && child.exitCode === null) await sleep(1);
      child.kill("SIGKILL");
      await closed;
      const [file = "", ...acknowledged] = (await readFile(acknowledgements, "utf8")).split("\n");
      const { events, problems } = await readAll(fileSource(file));
      const steps = events.slice(1).map(({ step }) => step);
      expect(steps).toEqual(steps.map((_, i) => i + 1));
      expect(steps.length).toBeGreaterThanOrEqual(Number(acknowledged.at(-2)));
      expect(acknowledged.length).toBeGreaterThan(100);
      expect(problems.every(({ code }) => code === "torn-record")).toBe(true);
    }
  });
});

describe("a file cut off at any byte", () => {
  it("has whole events and at most one torn record", async () => {
    const log = new MemoryLog(1000);
    for (let step = 0; step < 4; step++) log.write(scalar(step));
    const bytes = log.bytes();
    let before = 0;
    for (let length = 0; length <= bytes.length; length++) {
      const { events, problems } = await readAll(bytesSource(bytes.subarray(0, length)));
      expect(problems.length).toBeLessThanOrEqual(1);
      expect(events.length - before).toBeOneOf([0, 1]);
      before = events.length;
    }
    expect(before).toBe(5);
  });
});
