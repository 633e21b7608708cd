import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import * as eventlog from "./index.ts";
import * as node from "./node/index.ts";

it("exports these names, and no other", () => {
  expect(Object.keys(eventlog).sort()).toMatchInlineSnapshot(`
    [
      "EventEncoder",
      "EventFile",
      "EventLogError",
      "FILE_VERSION",
      "InvalidEventError",
      "LogCollection",
      "MalformedMessageError",
      "MemoryLog",
      "RecordReader",
      "RunLog",
      "SourceError",
      "StepOrderError",
      "TagConflictError",
      "WriteFailedError",
      "blobSource",
      "bucketsFromEdges",
      "bucketsOf",
      "byteStrings",
      "bytesSource",
      "crc32c",
      "dataTypeNumber",
      "decodeEvent",
      "decodeGraph",
      "decodeHParams",
      "decodeRunMetadata",
      "encodeEvent",
      "encodeGraph",
      "encodeProfile",
      "encodeRecord",
      "eventFileName",
      "fileVersionEvent",
      "floatScalar",
      "floatTensor",
      "fromPlainEvent",
      "functionGraphValue",
      "graphEvent",
      "histogramValue",
      "httpSource",
      "isConventionalName",
      "isEventFileName",
      "maskCrc",
      "maskedCrc32c",
      "outputShapes",
      "readEvents",
      "runMetadataEvent",
      "runName",
      "scalarValue",
      "sessionEndValue",
      "sessionStartValue",
      "stringTensor",
      "summaryEvent",
      "tensorNumbers",
      "tensorStrings",
      "tensorValue",
      "textValue",
      "verifyEventFile",
      "verifyRun",
    ]
  `);
  expect(Object.keys(node).sort()).toMatchInlineSnapshot(`
    [
      "EventFileWriter",
      "LogFolder",
      "fileSource",
      "findEventFiles",
    ]
  `);
});

/** All that a source file imports, directly or through others of the package. */
function importsOf(file: string, seen = new Set<string>()): ReadonlySet<string> {
  for (const [, specifier = ""] of readFileSync(file, "utf8").matchAll(/ from "([^"]+)"/g)) {
    const target = specifier.startsWith(".") ? path.resolve(file, "..", specifier) : specifier;
    if (seen.has(target)) continue;
    seen.add(target);
    if (target.endsWith(".ts")) importsOf(target, seen);
  }
  return seen;
}

it("imports nothing of Node where a browser shares it", () => {
  const imports = importsOf(path.join(import.meta.dirname, "index.ts"));
  expect(imports.size).toBeGreaterThan(50);
  expect([...imports].filter((name) => !path.isAbsolute(name))).toEqual(["protobufjs/minimal.js"]);
  expect([...imports].filter((name) => name.includes(`${path.sep}node${path.sep}`))).toEqual([]);
});
