import {
  channelsOf,
  type FunctionDef,
  type Graph,
  type Node,
  nodesOf,
  type Plan,
  type Simulation,
  scanOf,
  sumsOf,
} from "@driftgraph/core";
import type { ProgramShape } from "./context.ts";
import { initialValues } from "./initial-values.ts";
import { type Binnings, nativeInputs, type ProgramInputs, wordInputs } from "./inputs.ts";
import { recordedOf } from "./logged.ts";
import { lowerLoop } from "./loop.ts";
import { NodeValues } from "./node-values.ts";
import { drawingsOf } from "./noise.ts";
import { floatType, Ops } from "./ops.ts";
import { programOutputs } from "./outputs.ts";
import type { Interface, TensorFlowProgram } from "./program.ts";
import { Region } from "./region.ts";

/** The GraphDef version that we write: that of TensorFlow 2.9, which tfjs-node brings. */
const VERSIONS = { producer: 1087, minConsumer: 12 };

/** What a program is made for, beside the graph. */
export type LowerOptions = Pick<
  Plan,
  "dtype" | "steps" | "dt" | "every" | "bins" | "samplePaths" | "nonFinite"
>;

/** What a program for any TensorFlow has built in, since it has no runtime of ours beside it. */
export interface NativeDefaults {
  /** Values of the parameters where they aren't given. */
  readonly parameters: ReadonlyMap<string, number>;
  /** Bins and shifts, one a logged time and series. */
  readonly binnings: Binnings;
  /** Whether the steps' normals are inputs. */
  readonly givenNormals: boolean;
}

/**
 * Lowers a simulation, as optimized, to a TensorFlow program that the runtime here runs.
 *
 * Its inputs are the parameters, the seed, the first path, the number of paths, the binning and which
 * paths are kept; so one program serves all blocks of paths of all points of a sweep.
 *
 * @param lanes blocks of paths that one call runs side by side, each with inputs and outputs of its own.
 */
export function lowerForRuntime(
  simulation: Simulation,
  options: LowerOptions,
  lanes = 1,
): TensorFlowProgram {
  const { dtype } = options;
  const series = simulation.series.length;
  const sums = sumsOf(simulation.graph).length;
  const units = unitsOf(simulation.graph);
  return lower(simulation, options, "words", (ops, names, times) =>
    wordInputs(ops, names, { times, series, sums, units, dtype }, lanes),
  );
}

/** The series whose units a graph asks for, each once. */
function unitsOf(graph: Graph): string[] {
  return [
    ...new Set(nodesOf(graph).flatMap((node) => (node.op === "unit" ? [node.attributes.of] : []))),
  ];
}

/** Lowers a simulation, as optimized, to a TensorFlow program for any TensorFlow. */
export function lowerForExport(
  simulation: Simulation,
  options: LowerOptions,
  { parameters, binnings, givenNormals }: NativeDefaults,
): TensorFlowProgram {
  const drawings = drawingsOf(channelsOf(simulation.graph), givenNormals);
  const normals = drawings.flatMap(({ stream, channels, given }) =>
    given ? [[stream, channels] as const] : [],
  );
  return lower(simulation, options, "native", (ops, names, times) =>
    nativeInputs(ops, names, {
      times,
      series: simulation.series.length,
      dtype: options.dtype,
      samplePaths: options.samplePaths,
      initial: initialValues(simulation),
      normals: new Map(normals),
      steps: options.steps,
      parameters,
      binnings,
    }),
  );
}

function lower(
  { graph, series }: Simulation,
  options: LowerOptions,
  kind: Interface,
  makeInputs: (ops: Ops, parameters: readonly string[], times: number) => ProgramInputs,
): TensorFlowProgram {
  const { dtype, steps, dt, every, bins } = options;
  const leavesOut = options.nonFinite === "count";
  const shape: ProgramShape = { dtype, steps, dt, every, bins, leavesOut };
  const scan = scanOf(graph);
  if (!scan) throw new Error("a simulation has a scan");
  const functions: FunctionDef[] = [];
  const region = new Region("graph");
  const ops = new Ops(region, "", functions);
  const parameters = nodesOf(graph).flatMap((node) =>
    node.op === "parameter" ? [node.attributes.name] : [],
  );
  const times = steps / every + 1;
  const inputs = makeInputs(ops, parameters, times);
  const recorded = recordedOf(graph, floatType(dtype));
  const withOp = (op: Node["op"]): Node[] =>
    graph.outputs.flatMap(({ node }) => (node.op === op ? [node] : []));
  const plan = {
    scan,
    drawings: drawingsOf(
      channelsOf(graph),
      inputs.lanes.some(({ normals }) => normals.size > 0),
    ),
    counts: withOp("count"),
    occurrences: withOp("occurrences"),
  };
  // Each lane is lowered alike, so that they share the functions of the first.
  const outputs = inputs.lanes.map((block, lane) => {
    const results = lowerLoop(graph, plan, recorded, new NodeValues(ops, dtype), block, shape);
    return programOutputs(ops, recorded, results, inputs, { ...shape, times, kind, lane });
  });
  const namesOf = (op: Node["op"]): string[] =>
    graph.outputs.flatMap(({ name, node }) =>
      node.op === op ? [name.slice(0, name.lastIndexOf("/"))] : [],
    );
  return {
    graph: { node: region.nodes, library: { function: functions }, versions: VERSIONS },
    inputs: inputs.specs,
    outputs: outputs.flat(),
    optional: inputs.optional,
    interface: kind,
    lanes: outputs.length,
    dtype,
    parameters,
    series,
    sums: sumsOf(graph).map(({ name }) => name),
    units: unitsOf(graph),
    violations: namesOf("count"),
    events: namesOf("occurrences"),
    times,
    bins,
  };
}
