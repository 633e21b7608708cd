import { STREAM_NUMBERS, UNIFORM_BLOCKS } from "../noise/stream.ts";
import { CONTEXT, POISSON, TILE } from "./context.ts";
import { type KernelCode, WORD_PLANE_BYTES } from "./kernel-code.ts";
import { countBytes, planeBytes, type StreamLayout } from "./kernel-layout.ts";
import { initialSources } from "./kernel-plan.ts";
import { emitIrregular, emitRow, emitTrajectoryAddress, loadField } from "./log-code.ts";
import { keptSeries, stateOfSeries } from "./series-code.ts";
import { FunctionBody } from "./wasm/function.ts";
import { I32, Memory, Op } from "./wasm/opcodes.ts";

/** Indices of the functions that the driver calls. */
export interface RunFunctions {
  readonly activate: number;
  readonly pathPlanes: number;
  readonly words: number;
  readonly normals: number;
  readonly uniforms: number;
  readonly poisson: number;
  readonly initialState: number;
  /** The segments of a step, in order. */
  readonly steps: readonly number[];
  readonly log: number;
  readonly allFinite: number;
  /** Absent if no events are watched. */
  readonly watchStart?: number;
  readonly watch?: number;
}

/**
 * `run(context, tile, firstStep, stepCount)`: some steps of a tile of paths, from memory to memory. The
 * first call for a tile begins at step 0; later ones go on from what the context holds.
 */
export function emitRun(kernel: KernelCode, functions: RunFunctions, begin: number): FunctionBody {
  const { scratch } = kernel;
  const body = new FunctionBody([I32, I32, I32, I32]);
  const [tile, step, end] = [1, 2, 3];
  const time = body.local(I32);
  const kept = body.local(I32);
  body.get(step);
  body.op(Op.i32Eqz);
  body.if();
  body.get(0);
  body.get(tile);
  body.call(begin);
  body.end();
  body.get(step);
  body.get(end);
  body.op(Op.i32Add);
  body.set(end);
  body.get(step);
  loadField(body, CONTEXT.every);
  body.op(Op.i32DivU);
  body.set(time);
  const streams = scratch.streams.filter(
    ({ stream, channels }) => stream !== "initial" && channels > 0,
  );
  body.block();
  body.loop();
  body.get(step);
  body.get(end);
  body.op(Op.i32GeU);
  body.branchIf(1);
  for (const stream of streams) emitGroup(body, functions, stream, step);
  emitKeptAddress(body, kernel, { step, time, kept });
  if (kernel.plan.done) {
    body.get(0);
    body.get(step);
    body.memory(Memory.i32Store, 2, CONTEXT.step);
  }
  for (const segment of functions.steps) {
    emitStepArguments(body, kernel, step, time);
    body.get(kept);
    body.call(segment);
  }
  if (functions.watch !== undefined) {
    body.get(0);
    emitNextCounts(body, kernel, time);
    emitDue(body, step);
    body.get(step);
    body.i32(1);
    body.op(Op.i32Add);
    body.call(functions.watch);
  }
  body.advance(step, 1);
  emitLogIfDue(body, functions, step, time);
  body.branch(0);
  body.end();
  body.end();
  return body;
}

/** Pushes whether a step ends at a logged time. */
function emitDue(body: FunctionBody, step: number): void {
  body.get(step);
  body.i32(1);
  body.op(Op.i32Add);
  loadField(body, CONTEXT.every);
  body.op(Op.i32RemU);
  body.op(Op.i32Eqz);
}

/** Pushes the address of the counts of the logged time that comes next. */
function emitNextCounts(body: FunctionBody, { plan }: KernelCode, time: number): void {
  const bytes = countBytes(plan);
  emitRow(body, CONTEXT.counts, time, bytes);
  body.i32(bytes);
  body.op(Op.i32Add);
}

/** Sets where the step's results are kept as trajectories; 0 if they aren't. */
function emitKeptAddress(
  body: FunctionBody,
  kernel: KernelCode,
  { step, time, kept }: Record<"step" | "time" | "kept", number>,
): void {
  if (!keptSeries(kernel).some((series) => stateOfSeries(kernel, series) !== undefined)) return;
  emitTrajectoryAddress(body, kernel, () => {
    body.get(time);
    body.i32(1);
    body.op(Op.i32Add);
  });
  body.i32(0);
  emitDue(body, step);
  loadField(body, CONTEXT.trajectories);
  body.i32(0);
  body.op(Op.i32Ne);
  body.op(Op.i32And);
  body.op(Op.select);
  body.set(kept);
}

/** Pushes the context, the step's row, its normals, and where its masks are counted. */
function emitStepArguments(
  body: FunctionBody,
  kernel: KernelCode,
  step: number,
  time: number,
): void {
  const { plan, scratch, lanes } = kernel;
  body.get(0);
  emitRow(body, CONTEXT.stepTable, step, kernel.stepRow.length * lanes.bytes);
  for (const name of ["dW", "dZ"] as const) {
    const stream = scratch.streams.find((candidate) => candidate.stream === name);
    if (stream && stream.channels > 0) emitNormalsOfStep(body, stream, step, planeBytes(lanes));
    else body.i32(0);
  }
  if (plan.masks.length === 0) body.i32(0);
  else emitNextCounts(body, kernel, time);
}

/** Logs if the step ends at a logged time, and looks for what isn't finite at the last one. */
function emitLogIfDue(
  body: FunctionBody,
  functions: RunFunctions,
  step: number,
  time: number,
): void {
  body.get(step);
  loadField(body, CONTEXT.every);
  body.op(Op.i32RemU);
  body.op(Op.i32Eqz);
  body.if();
  body.advance(time, 1);
  body.get(0);
  body.get(time);
  body.call(functions.log);
  body.get(time);
  body.i32(1);
  body.op(Op.i32Add);
  loadField(body, CONTEXT.times);
  body.op(Op.i32Eq);
  body.if();
  body.get(0);
  body.call(functions.allFinite);
  body.op(Op.i32Eqz);
  body.if();
  emitIrregular(body, time);
  body.end();
  body.end();
  body.end();
}

/** Draws the normals of a group of steps when its first step comes. */
function emitGroup(
  body: FunctionBody,
  functions: RunFunctions,
  layout: StreamLayout,
  step: number,
): void {
  const { group, blocks, channels } = layout;
  body.get(step);
  body.i32(group - 1);
  body.op(Op.i32And);
  body.op(Op.i32Eqz);
  body.if();
  emitWordsCall(body, functions, layout, blocks, () => {
    body.get(step);
    body.i32(channels);
    body.op(Op.i32Mul);
    body.i32(2);
    body.op(Op.i32ShrU);
  });
  emitNormalsCall(body, functions, layout);
  body.end();
}

function emitWordsCall(
  body: FunctionBody,
  functions: RunFunctions,
  { paths, words }: StreamLayout,
  blocks: number,
  pushBlock: () => void,
): void {
  body.get(0);
  pushAddress(body, paths);
  pushAddress(body, words);
  pushBlock();
  body.i32(blocks);
  body.call(functions.words);
}

function emitNormalsCall(
  body: FunctionBody,
  functions: RunFunctions,
  { words, normals, blocks }: StreamLayout,
): void {
  body.get(0);
  pushAddress(body, words);
  pushAddress(body, normals);
  body.i32(blocks * 2);
  body.call(functions.normals);
}

/** Pushes the context pointer plus an offset. */
function pushAddress(body: FunctionBody, offset: number): void {
  body.get(0);
  body.i32(offset);
  body.op(Op.i32Add);
}

/** Pushes the address of a step's first normal plane within its group. */
function emitNormalsOfStep(
  body: FunctionBody,
  { normals, group, channels }: StreamLayout,
  step: number,
  plane: number,
): void {
  pushAddress(body, normals);
  body.get(step);
  body.i32(group - 1);
  body.op(Op.i32And);
  body.i32(channels * plane);
  body.op(Op.i32Mul);
  body.op(Op.i32Add);
}

/** `begin(context, tile)`: sets up a tile: which paths exist, their noise, their initial state, the first log. */
export function emitBegin(kernel: KernelCode, functions: RunFunctions): FunctionBody {
  const { scratch } = kernel;
  const body = new FunctionBody([I32, I32]);
  emitTileFields(body, 1);
  body.get(0);
  body.call(functions.activate);
  const needsInitial = initialSources(kernel.plan).length > 0 || kernel.plan.channels.initial > 0;
  for (const { stream, channels, paths } of scratch.streams) {
    if (stream === "initial" ? !needsInitial : channels === 0) continue;
    body.get(0);
    pushAddress(body, paths);
    body.i32(STREAM_NUMBERS[stream]);
    body.call(functions.pathPlanes);
  }
  emitInitialNoise(body, kernel, functions);
  body.get(0);
  body.call(functions.initialState);
  emitWatchesAtStart(body, functions);
  body.get(0);
  body.i32(0);
  body.call(functions.log);
  return body;
}

/** Counts on which paths events hold from the start. */
function emitWatchesAtStart(body: FunctionBody, { watchStart, watch }: RunFunctions): void {
  if (watchStart === undefined || watch === undefined) return;
  body.get(0);
  loadField(body, CONTEXT.timeTable);
  body.call(watchStart);
  body.get(0);
  loadField(body, CONTEXT.counts);
  body.i32(1);
  body.i32(0);
  body.call(watch);
}

/** The tile's first path, and the number of its paths. */
function emitTileFields(body: FunctionBody, tile: number): void {
  const left = body.local(I32);
  body.get(0);
  body.get(tile);
  body.i32(TILE);
  body.op(Op.i32Mul);
  body.memory(Memory.i32Store, 2, CONTEXT.tileFirst);
  loadField(body, CONTEXT.paths);
  loadField(body, CONTEXT.tileFirst);
  body.op(Op.i32Sub);
  body.set(left);
  body.get(0);
  body.get(left);
  body.i32(TILE);
  body.get(left);
  body.i32(TILE);
  body.op(Op.i32LtU);
  body.op(Op.select);
  body.memory(Memory.i32Store, 2, CONTEXT.tilePaths);
}

/** Draws the uniforms and Poisson variates of the initial state, then its normals. */
function emitInitialNoise(body: FunctionBody, kernel: KernelCode, functions: RunFunctions): void {
  const { plan, scratch, lanes } = kernel;
  const layout = scratch.streams.find(({ stream }) => stream === "initial");
  if (!layout) return;
  initialSources(plan).forEach((source, i) => {
    const { channel } = source.attributes;
    emitWordsCall(body, functions, layout, 1, () =>
      body.i32((UNIFORM_BLOCKS + (channel >>> 2)) | 0),
    );
    body.get(0);
    pushAddress(body, layout.words + (channel & 3) * WORD_PLANE_BYTES);
    pushAddress(body, scratch.sources + i * planeBytes(lanes));
    if (source.op === "uniform") return body.call(functions.uniforms);
    loadField(body, CONTEXT.poissonTables);
    body.i32(kernel.poissons.indexOf(source) * POISSON.bytes);
    body.op(Op.i32Add);
    body.call(functions.poisson);
  });
  if (layout.channels === 0) return;
  emitWordsCall(body, functions, layout, layout.blocks, () => body.i32(0));
  emitNormalsCall(body, functions, layout);
}
