import path from "node:path";
import {
  bucketsFromEdges,
  floatTensor,
  functionGraphValue,
  type GraphDef,
  graphEvent,
  histogramValue,
  outputShapes,
  type Profile,
  runMetadataEvent,
  scalarValue,
  sessionEndValue,
  sessionStartValue,
  summaryEvent,
  tensorValue,
  textValue,
} from "@driftgraph/eventlog";
import { EventFileWriter } from "@driftgraph/eventlog/node";

const FLOAT = { type: "DT_FLOAT" } as const;
const STEPS = 20;

/** A graph with scopes, a control edge, shapes, and a function that is called. */
export const GRAPH: GraphDef = {
  node: [
    {
      name: "state/x0",
      op: "Const",
      device: "/job:localhost/replica:0/task:0/device:CPU:0",
      attr: {
        dtype: FLOAT,
        value: { tensor: floatTensor([2], Float32Array.of(1, 2)) },
        _output_shapes: outputShapes([[2]]),
      },
    },
    {
      name: "step/drift",
      op: "Neg",
      input: ["state/x0"],
      attr: { T: FLOAT, _output_shapes: outputShapes([[2]]) },
    },
    {
      name: "step/call",
      op: "PartitionedCall",
      input: ["step/drift", "^state/x0"],
      attr: { f: { func: { name: "body" } }, Tin: { list: { type: ["DT_FLOAT"] } } },
    },
  ],
  library: {
    function: [
      {
        signature: {
          name: "body",
          inputArg: [{ name: "a", type: "DT_FLOAT" }],
          outputArg: [{ name: "b", type: "DT_FLOAT" }],
        },
        nodeDef: [{ name: "square", op: "Square", input: ["a"], attr: { T: FLOAT } }],
        ret: { b: "square:y:0" },
      },
    ],
  },
  versions: { producer: 1882 },
};

export const BUILT: GraphDef = {
  node: [{ name: "unoptimized", op: "Const", attr: { dtype: FLOAT } }],
};

export const PROFILE: Profile = {
  startMicros: 1_000_000,
  nodes: [
    {
      name: "state/x0",
      nanos: 12_000,
      bytes: 8,
      outputs: [{ dtype: "DT_FLOAT", shape: [2] }],
    },
    {
      name: "step/drift",
      nanos: 300,
      bytes: 4096,
      outputs: [{ dtype: "DT_FLOAT", shape: [2] }],
    },
    { name: "step/call", nanos: 30_500, outputs: [{ dtype: "DT_FLOAT", shape: [2] }] },
  ],
};

export const HPARAMS = { sigma: 0.25, paths: 50_000, scheme: "milstein", exact: true } as const;

export const EDGES = [-1, -0.5, 0, 0.5, 1];

export const meanAt = (step: number) => Math.fround(Math.sin(step));
export const countsAt = (step: number) => [step, 3, 0, 2 ** 31 + step];

/** Writes a run that has everything: `logdir/name`. */
export async function writeRun(logdir: string, name: string): Promise<void> {
  const wallTime = 1_700_000_000.25;
  const log = EventFileWriter.create(path.join(logdir, name));
  log.write(
    summaryEvent({ wallTime, step: 0 }, [
      sessionStartValue({ hparams: HPARAMS, group: name, startTime: wallTime }),
      textValue("equations", "dA = −*A* dt"),
      functionGraphValue("built", BUILT),
    ]),
  );
  log.write(graphEvent(wallTime, GRAPH));
  log.write(runMetadataEvent({ wallTime }, "profile", PROFILE));
  for (let step = 0; step < STEPS; step++) {
    log.write(
      summaryEvent({ wallTime: wallTime + step, step }, [
        scalarValue("mean/A", meanAt(step)),
        histogramValue("distribution/A", bucketsFromEdges(EDGES, countsAt(step))),
        tensorValue("paths/A", { name: "driftgraph" }, floatTensor([2], Float64Array.of(step, 1))),
      ]),
    );
  }
  log.write(
    summaryEvent(
      { wallTime: wallTime + STEPS, step: 0 },
      sessionEndValue({ status: "success", endTime: wallTime + STEPS }),
    ),
  );
  await log.close();
}

export const STEP_NUMBERS: readonly number[] = Array.from({ length: STEPS }, (_, step) => step);
