import { CONTEXT, MOMENTS, SCALES, TILE } from "./context.ts";
import type { KernelCode } from "./kernel-code.ts";
import { hasObservables, keptSeries, seriesPlane, stateOfSeries } from "./series-code.ts";
import { FunctionBody } from "./wasm/function.ts";
import { I32, Memory, Op } from "./wasm/opcodes.ts";

/** Indices of the functions that logging calls. */
export interface LogFunctions {
  readonly observe: number;
  readonly moments: number;
  readonly momentsOfSome: number;
  readonly histogram: number;
  readonly histogramOfSome: number;
  readonly samples: number;
  readonly copyPlane: number;
}

/** Emits the load of a field of the context. */
export function loadField(body: FunctionBody, field: number): void {
  body.get(0);
  body.memory(Memory.i32Load, 2, field);
}

/** `summarize(context, plane, index, histogram, time)`: adds a tile to the summaries of a series at a time. */
export function emitSummarize(functions: LogFunctions): FunctionBody {
  const body = new FunctionBody([I32, I32, I32, I32, I32]);
  const [plane, index, wantHistogram, time] = [1, 2, 3, 4];
  const [record, scales, histogram] = [body.local(I32), body.local(I32), body.local(I32)];
  emitRecord(body, CONTEXT.moments, index, MOMENTS.bytes, record);
  emitRecord(body, CONTEXT.scaleTable, index, SCALES.bytes, scales);
  loadField(body, CONTEXT.histograms);
  body.get(index);
  loadField(body, CONTEXT.histogramBytes);
  body.op(Op.i32Mul);
  body.op(Op.i32Add);
  body.set(histogram);
  const call = (callee: number, target: number): void => {
    body.get(0);
    body.get(plane);
    body.get(target);
    body.get(scales);
    body.call(callee);
  };
  const callHistogram = (callee: number): void => {
    body.get(wantHistogram);
    body.if();
    call(callee, histogram);
    body.end();
  };
  body.block();
  loadField(body, CONTEXT.tilePaths);
  body.i32(TILE);
  body.op(Op.i32Ne);
  body.branchIf(0);
  call(functions.moments, record);
  body.op(Op.i32Eqz);
  body.branchIf(0);
  callHistogram(functions.histogram);
  body.op(Op.return);
  body.end();
  call(functions.momentsOfSome, record);
  body.op(Op.i32Eqz);
  body.if();
  emitIrregular(body, time);
  body.end();
  callHistogram(functions.histogramOfSome);
  return body;
}

function emitRecord(
  body: FunctionBody,
  table: number,
  index: number,
  bytes: number,
  result: number,
): void {
  loadField(body, table);
  body.get(index);
  body.i32(bytes);
  body.op(Op.i32Mul);
  body.op(Op.i32Add);
  body.set(result);
}

/** Notes that the tile has values that aren't finite or leave their scale; the first such is kept. */
export function emitIrregular(body: FunctionBody, time: number): void {
  const store = (field: number, value: () => void): void => {
    body.get(0);
    value();
    body.memory(Memory.i32Store, 2, field);
  };
  loadField(body, CONTEXT.irregular);
  body.op(Op.i32Eqz);
  body.if();
  store(CONTEXT.irregularTile, () => loadField(body, CONTEXT.tileFirst));
  store(CONTEXT.irregularTime, () => body.get(time));
  body.end();
  store(CONTEXT.irregular, () => {
    loadField(body, CONTEXT.irregular);
    body.i32(1);
    body.op(Op.i32Add);
  });
}

/** `log(context, time)`: all that is done with the tile's values at a logged time. */
export function emitLog(
  kernel: KernelCode,
  functions: LogFunctions,
  summarize: number,
): FunctionBody {
  const { plan } = kernel;
  const body = new FunctionBody([I32, I32]);
  const time = 1;
  if (hasObservables(kernel)) {
    body.get(0);
    emitRow(body, CONTEXT.timeTable, time, kernel.timeRow.length * kernel.lanes.bytes);
    body.call(functions.observe);
  }
  if (plan.series.some(({ trajectory }) => trajectory))
    emitTrajectories(body, kernel, functions.copyPlane);
  loadField(body, CONTEXT.moments);
  body.if();
  plan.series.forEach(({ moments, histogram }, series) => {
    if (moments || histogram) emitSummarizeCall(body, kernel, series, histogram, summarize);
  });
  body.end();
  if (plan.series.some(({ samples }) => samples)) {
    loadField(body, CONTEXT.samples);
    body.if();
    body.get(0);
    body.get(time);
    body.call(functions.samples);
    body.end();
  }
  return body;
}

function emitSummarizeCall(
  body: FunctionBody,
  kernel: KernelCode,
  series: number,
  histogram: boolean,
  summarize: number,
): void {
  body.get(0);
  emitPlane(body, kernel, series);
  body.get(1);
  body.i32(kernel.plan.series.length);
  body.op(Op.i32Mul);
  body.i32(series);
  body.op(Op.i32Add);
  if (histogram) loadField(body, CONTEXT.histograms);
  else body.i32(0);
  body.get(1);
  body.call(summarize);
}

function emitPlane(body: FunctionBody, kernel: KernelCode, series: number): void {
  body.get(0);
  body.i32(seriesPlane(kernel, series));
  body.op(Op.i32Add);
}

/** Pushes the address of a row of a table. */
export function emitRow(body: FunctionBody, table: number, index: number, bytes: number): void {
  loadField(body, table);
  body.get(index);
  body.i32(bytes);
  body.op(Op.i32Mul);
  body.op(Op.i32Add);
}

/**
 * Copies planes to [time][series][path]; those of states only at the first time, since steps store
 * their results there themselves.
 */
function emitTrajectories(body: FunctionBody, kernel: KernelCode, copyPlane: number): void {
  loadField(body, CONTEXT.trajectories);
  body.if();
  keptSeries(kernel).forEach((series, plane) => {
    const isState = stateOfSeries(kernel, series) !== undefined;
    if (isState) {
      body.get(1);
      body.op(Op.i32Eqz);
      body.if();
    }
    body.get(0);
    emitPlane(body, kernel, series);
    emitTrajectoryAddress(body, kernel, () => body.get(1));
    loadField(body, CONTEXT.planeBytes);
    body.i32(plane);
    body.op(Op.i32Mul);
    body.op(Op.i32Add);
    body.call(copyPlane);
    if (isState) body.end();
  });
  body.end();
}

/** Pushes where the tile's part of the first kept plane at a logged time lies. */
export function emitTrajectoryAddress(
  body: FunctionBody,
  kernel: KernelCode,
  pushTime: () => void,
): void {
  loadField(body, CONTEXT.trajectories);
  pushTime();
  body.i32(keptSeries(kernel).length);
  body.op(Op.i32Mul);
  loadField(body, CONTEXT.planeBytes);
  body.op(Op.i32Mul);
  body.op(Op.i32Add);
  loadField(body, CONTEXT.tileFirst);
  body.i32(kernel.lanes.bytes);
  body.op(Op.i32Mul);
  body.op(Op.i32Add);
}
