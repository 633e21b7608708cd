import type { Binning, DType, Stream, TensorFlowDataType } from "@driftgraph/core";
import type { BinningValues, BlockValues } from "./context.ts";
import type { InitialValue } from "./initial-values.ts";
import { floatType, type Ops } from "./ops.ts";
import { inLane, type TensorSpec } from "./program.ts";
import type { TensorRef } from "./region.ts";

/** In place of those that a program without moments and histograms has no use for. */
const UNBINNED: Binning = { bins: { low: 0, width: 1, count: 1 }, shift: 0 };

/** One a logged time and series, series by series within each time. */
export type Binnings = readonly Binning[];

/** Binning as doubles, [times, series]; shifts also of sums of series. */
export interface BinningDoubles {
  readonly shift: TensorRef;
  readonly low: TensorRef;
  readonly width: TensorRef;
}

/** A program's inputs: what they are called, and their values in the graph. */
export interface ProgramInputs {
  readonly specs: readonly TensorSpec[];
  /** Names of those that have a default. */
  readonly optional: readonly string[];
  /** One a lane: the blocks of paths that one call runs side by side. */
  readonly lanes: readonly BlockValues[];
  readonly binning: BinningDoubles;
}

interface InputSizes {
  readonly times: number;
  readonly series: number;
  /** Sums of series, of which only moments are taken. */
  readonly sums: number;
  /** Series of which those are made, whose units are given. */
  readonly units: readonly string[];
  readonly dtype: DType;
}

/** Where inputs are, in the graph. */
const SCOPE = "inputs";

/**
 * Inputs as 32-bit integers: doubles and 64-bit integers are pairs of them.
 *
 * @param lanes blocks of paths in one call.
 */
export function wordInputs(
  root: Ops,
  parameters: readonly string[],
  { times, series, sums, units, dtype }: InputSizes,
  lanes: number,
): ProgramInputs {
  const ops = root.in(SCOPE);
  const specs: TensorSpec[] = [];
  const input = (name: string, ...shape: number[]): TensorRef =>
    placeholder(ops, specs, name, "DT_INT32", shape);
  const doubles = (name: string, ...shape: number[]): TensorRef =>
    ops.bitcast(input(name, ...shape, 2), "DT_DOUBLE");
  const values = parameters.length > 0 ? doubles("parameters", parameters.length) : undefined;
  const scalars = values ? ops.unpack(values, parameters.length) : [];
  const given = units.length > 0 ? doubles("units", times, units.length) : undefined;
  const factors = given ? ops.unpack(given, units.length, 1) : [];
  const [low, width] = ops.unpack(doubles("bins", times, series, 2), 2, 2);
  if (!low || !width) throw new Error("two were unpacked");
  const shift = doubles("shifts", times, series + sums);
  const common = {
    initial: new Map<number, TensorRef>(),
    normals: new Map<Stream, TensorRef>(),
    parameters: byName(parameters, scalars),
    units: byName(units, factors),
    key: ops.bitcast(input("seed", 1, 2), "DT_UINT64"),
    binning: binningTables(ops, { shift, low, width }, dtype),
  };
  const blocks = Array.from({ length: lanes }, (_, lane) => ({
    ...common,
    firstPath: ops.bitcast(input(inLane("first_path", lane), 2), "DT_UINT64"),
    paths: input(inLane("paths", lane)),
    samples: input(inLane("samples", lane), -1),
  }));
  return { specs, optional: [], lanes: blocks, binning: { shift, low, width } };
}

interface NativeSizes extends Omit<InputSizes, "sums" | "units"> {
  readonly samplePaths: number;
  readonly parameters: ReadonlyMap<string, number>;
  readonly initial: readonly InitialValue[];
  /** How many normals of each stream a step takes from an input; none where they are drawn. */
  readonly normals: ReadonlyMap<Stream, number>;
  readonly steps: number;
  readonly binnings: Binnings;
}

/** Names that are taken before parameters get theirs. */
const RESERVED = ["seed", "first_path", "paths"];

/** Inputs as TensorFlow's users expect them; binning and which paths are kept are built in. */
export function nativeInputs(
  root: Ops,
  parameters: readonly string[],
  {
    times,
    series,
    dtype,
    samplePaths,
    parameters: defaults,
    initial,
    normals,
    steps,
    binnings,
  }: NativeSizes,
): ProgramInputs {
  const ops = root.in(SCOPE);
  const specs: TensorSpec[] = [];
  const seed = placeholder(ops, specs, "seed", "DT_INT64", []);
  const firstPath = placeholder(ops, specs, "first_path", "DT_INT64", []);
  const paths = placeholder(ops, specs, "paths", "DT_INT32", []);
  const initialNames = initial.map(({ species }) => `initial_${species}`);
  const given = [...normals].map(
    ([stream, channels]) =>
      [stream, placeholder(ops, specs, stream, floatType(dtype), [steps, channels, -1])] as const,
  );
  const reserved = [...RESERVED, ...initialNames, ...normals.keys()];
  const names = parameters.map((name) => (reserved.includes(name) ? `parameter_${name}` : name));
  const optional = (name: string, value: number): TensorRef =>
    withDefault(ops, specs, name, ops.float("DT_DOUBLE", value));
  const scalars = parameters.map((parameter, i) =>
    optional(names[i] ?? parameter, defaults.get(parameter) ?? Number.NaN),
  );
  const begins = initial.map(
    ({ index, value }, i) => [index, optional(initialNames[i] ?? "", value)] as const,
  );
  const table = (pick: (binning: Binning) => number): TensorRef =>
    ops.constant(
      "DT_DOUBLE",
      [times, series],
      Float64Array.from({ length: times * series }, (_, i) => pick(binnings[i] ?? UNBINNED)),
    );
  const binning = {
    shift: table(({ shift }) => shift),
    low: table(({ bins }) => bins.low),
    width: table(({ bins }) => bins.width),
  };
  const block = {
    parameters: byName(parameters, scalars),
    units: new Map<string, TensorRef>(),
    initial: new Map(begins),
    normals: new Map(given),
    key: ops.reshape(ops.bitcast(seed, "DT_UINT64"), ops.ints(1)),
    firstPath: ops.bitcast(firstPath, "DT_UINT64"),
    paths,
    samples: evenlySpaced(ops, paths, samplePaths),
    binning: binningTables(ops, binning, dtype),
  };
  return { specs, optional: [...names, ...initialNames], lanes: [block], binning };
}

/** Every floor(paths/count)-th path from the first on: `count`, or all if there are fewer. */
function evenlySpaced(ops: Ops, paths: TensorRef, count: number): TensorRef {
  const kept = ops.apply("Minimum", [paths, ops.int(count)]);
  const atLeastOne = ops.apply("Maximum", [kept, ops.int(1)]);
  const stride = ops.apply("FloorDiv", [paths, atLeastOne]);
  return ops.apply("Mul", [ops.range(ops.int(0), kept, ops.int(1)), stride], "samples");
}

/** Widths are powers of two and edges multiples of them, so none of this rounds. */
function binningTables(
  ops: Ops,
  { shift, low, width }: BinningDoubles,
  dtype: DType,
): BinningValues {
  const one = ops.float("DT_DOUBLE", 1);
  const table = (values: TensorRef): TensorRef => columns(ops, ops.cast(values, floatType(dtype)));
  return {
    shift: table(shift),
    inverse: table(ops.apply("RealDiv", [one, width])),
    offset: table(ops.apply("Sub", [ops.apply("RealDiv", [low, width]), one])),
  };
}

/** With a last axis of one, so that a row of numbers is a column. */
function columns(ops: Ops, x: TensorRef): TensorRef {
  const attr = { T: { type: x.dtype }, Tdim: { type: "DT_INT32" } } as const;
  return ops.add("ExpandDims", [x, ops.int(-1)], attr, x.dtype);
}

function placeholder(
  ops: Ops,
  specs: TensorSpec[],
  name: string,
  dtype: TensorFlowDataType,
  shape: readonly number[],
): TensorRef {
  const attr = { dtype: { type: dtype }, shape: { shape } };
  const made = ops.add("Placeholder", [], attr, dtype, name);
  specs.push({ name, op: made.ref, dtype, shape });
  return made;
}

function withDefault(ops: Ops, specs: TensorSpec[], name: string, value: TensorRef): TensorRef {
  const { dtype } = value;
  const attr = { dtype: { type: dtype }, shape: { shape: [] } };
  const made = ops.add("PlaceholderWithDefault", [value], attr, dtype, name);
  specs.push({ name, op: made.ref, dtype, shape: [] });
  return made;
}

function byName(
  names: readonly string[],
  values: readonly TensorRef[],
): ReadonlyMap<string, TensorRef> {
  return new Map(names.flatMap((name, i) => (values[i] ? [[name, values[i]] as const] : [])));
}
