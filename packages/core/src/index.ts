// Analysis
export type { Boundary, UndefinedFormula } from "./analysis/boundaries.ts";
export { type Candidate, candidates } from "./analysis/candidates.ts";
export type { Complex } from "./analysis/eigenvalues.ts";
export {
  type Equilibria,
  type EquilibriaOptions,
  type Equilibrium,
  type EquilibriumKind,
  equilibria,
} from "./analysis/equilibria.ts";
export { type Explanation, explain } from "./analysis/explain.ts";
export { jacobian } from "./analysis/jacobian.ts";
export { type NumericFunction, numericFunction } from "./analysis/numeric-function.ts";
export { shortestPeriod } from "./analysis/oscillation.ts";
export { implicitlyKept, type Stiffness } from "./analysis/stiffness.ts";
// Certificates
export type {
  Certificate,
  ErrorColumns,
  EventCertificate,
  QuantileCertificate,
  SeriesCertificate,
} from "./certify/certificate.ts";
export { certify } from "./certify/certify.ts";
// Drawing
export { toDot } from "./draw/dot.ts";
export { toSvg } from "./draw/svg.ts";
// Errors
export { DriftgraphError, type ErrorCode, NonFiniteError, type Place } from "./errors/error.ts";
export { nearest } from "./errors/nearest.ts";
export type { Level, MultilevelEstimate } from "./estimate/multilevel.ts";
export { readTarget, standardError, type Target } from "./estimate/target.ts";
export { ESTIMATORS, type Estimator, type PreciseRun, simulateUntil } from "./estimate/until.ts";
// The graph
export { type Channels, channelsOf } from "./graph/channels.ts";
export { differentiate } from "./graph/differentiate.ts";
export { type Graph, nodesOf, type Output, scanOf } from "./graph/graph.ts";
export {
  interpretPath,
  type PathInputs,
  type PathNoise,
  type PathValue,
} from "./graph/interpret.ts";
export type { Node } from "./graph/node.ts";
export {
  type ElementwiseOp,
  isElementwise,
  type Op,
  type OpAttributes,
  type Stream,
} from "./graph/op.ts";
export type { Origin } from "./graph/origin.ts";
export { printGraph } from "./graph/print.ts";
export { type Axis, perPath, type Shape } from "./graph/shape.ts";
export { verify } from "./graph/verify.ts";
// Logs
export type { EventSink, RunEvent } from "./log/event.ts";
export { lineOfEquation } from "./log/located-origin.ts";
export { type ModelRecord, modelRecord } from "./log/model-record.ts";
export type {
  LoggedEventCounts,
  LoggedHistogram,
  LoggedRun,
  LoggedSeries,
} from "./log/read/logged-run.ts";
export { RunLogReader, readRunLog } from "./log/read/run-log-reader.ts";
export { logRun, RunLog, type RunLogOptions } from "./log/run-log.ts";
export { pointNames } from "./log/sweep-record.ts";
// Models
export { defineModel, isModel } from "./model/define-model.ts";
export type {
  Condition,
  Equation,
  EventInput,
  ModelDefinition,
  Symbols,
} from "./model/definition.ts";
export { type Distribution, lognormal, normal, poisson, uniform } from "./model/distributions.ts";
export { type ModelEquation, modelEquations } from "./model/equations.ts";
export { Expression, type Operand } from "./model/expression.ts";
export { expressionText } from "./model/expression-text.ts";
export {
  abs,
  acos,
  add,
  asin,
  atan,
  cos,
  cosh,
  div,
  exp,
  floor,
  hillActivation,
  hillRepression,
  less,
  lessEqual,
  log,
  max,
  min,
  mul,
  neg,
  pow,
  select,
  sign,
  sin,
  sinh,
  sqrt,
  sub,
  tan,
  tanh,
} from "./model/functions.ts";
export {
  type Influence,
  type InfluenceEdge,
  influences,
  provedNonnegative,
} from "./model/influence.ts";
export { interpretedAs } from "./model/ito.ts";
export type {
  Interpretation,
  Model,
  ModelEvent,
  Observable,
  Parameter,
  Positivity,
  Species,
} from "./model/model.ts";
export { type NoiseProof, type NoiseStructure, proveNoise } from "./model/noise-structure.ts";
// Noise
export { STREAM_NUMBERS, UNIFORM_BLOCKS } from "./noise/stream.ts";
export { normalAt } from "./noise/variates.ts";
// Optimizer
export { costOf } from "./optimize/cost.ts";
export {
  type Optimized,
  type OptimizeOptions,
  optimize,
  PASSES,
  type PassReport,
} from "./optimize/passes.ts";
export { exponentParameters, specialize } from "./optimize/specialize.ts";
// Profiles
export { FLOPS } from "./profile/flops.ts";
export {
  type OpCost,
  type Profile,
  type ProfileOptions,
  profileBudget,
  profilePhases,
  profileRun,
} from "./profile/profile.ts";
// Replay
export { loggedOptions } from "./replay/logged-options.ts";
export { type Replay, type ReplayColumn, replayPath } from "./replay/replay.ts";
export { modelDifference } from "./replay/same-model.ts";
// Runs
export type { Backend, BackendResult, RunContext, RunSimulation } from "./run/backend.ts";
export type { BackendName, DType } from "./run/dtype.ts";
export { PILOT_PATHS } from "./run/gather.ts";
export { interpretedNonFinite } from "./run/non-finite.ts";
export type { AdaptiveOptions, Progress, SimulateOptions } from "./run/options.ts";
export { type OrderLimits, orderLimits, orderSentence, provedOrder } from "./run/order-limits.ts";
export { parameterValues } from "./run/parameter-values.ts";
export type { Plan } from "./run/plan.ts";
export { prepare } from "./run/prepare.ts";
export { progressMeter } from "./run/progress.ts";
export { resolvePlan } from "./run/resolve.ts";
export {
  type Ensemble,
  type LostPaths,
  type Prepared,
  type Run,
  RunError,
  type SamplePaths,
  type Timings,
  type Trajectories,
} from "./run/run.ts";
export { sampleIndices, sampleStride } from "./run/sample-indices.ts";
export { describeSeries } from "./run/series-names.ts";
export { simulate } from "./run/simulate.ts";
export { linearValues } from "./run/sweep.ts";
export { timeOfStep } from "./run/time-grid.ts";
// Schemes
export {
  defaultScheme,
  defaultSchemeFor,
  findScheme,
  orderOf,
  SCHEMES,
} from "./schemes/registry.ts";
export type { Order, Scheme } from "./schemes/scheme.ts";
// Simulations
export { buildSimulation } from "./simulation/build.ts";
export { seriesNodes } from "./simulation/series.ts";
export type { Simulation } from "./simulation/simulation.ts";
export { sumsOf } from "./simulation/sums.ts";
// Summaries
export { meanOf, varianceOf } from "./summary/accumulator.ts";
export { type Bins, edgesOf, type Range } from "./summary/bins.ts";
export {
  type Autocorrelation,
  type Correlations,
  type Covariance,
  correlationsOf,
  type Period,
  periodOf,
  type Rhythm,
  rhythmOf,
} from "./summary/correlation.ts";
export {
  type ConditionCounts,
  type EventSummary,
  eventSummaries,
  type Passage,
  passageQuantile,
} from "./summary/event-summary.ts";
export { type Binning, binningFor } from "./summary/ranges.ts";
export {
  type Quantile,
  quantile,
  quantiles,
  type SeriesSummary,
  standardDeviation,
} from "./summary/series-summary.ts";
export { measureSums, type Units } from "./summary/units.ts";
export { type Interval, wilsonInterval } from "./summary/wilson.ts";
// TensorFlow graphs
export type {
  AttrValue as TensorFlowAttrValue,
  ConstTensor,
  DataType as TensorFlowDataType,
  FunctionDef,
  GraphDef,
  TensorFlowNode,
} from "./tensorflow-graph/graph-def.ts";
export type { RunShape } from "./tensorflow-graph/lowering.ts";
export { baseName, OpNames } from "./tensorflow-graph/names.ts";
export { TENSORFLOW_OPS } from "./tensorflow-graph/op-names.ts";
export { type TensorFlowGraph, toTensorFlowGraph } from "./tensorflow-graph/tensorflow-graph.ts";
export { toTextFormat } from "./tensorflow-graph/text-format.ts";
