export { crc32c, maskCrc, maskedCrc32c } from "./crc32c/crc32c.ts";
export {
  EventLogError,
  InvalidEventError,
  MalformedMessageError,
  SourceError,
  StepOrderError,
  TagConflictError,
  WriteFailedError,
} from "./errors.ts";
export { decodeEvent } from "./event/decode.ts";
export { encodeEvent } from "./event/encode.ts";
export {
  type EventContent,
  FILE_VERSION,
  type LogEvent,
  type PluginData,
  type SummaryData,
  type SummaryValue,
} from "./event/event.ts";
export {
  eventFileName,
  type FileNameParts,
  isConventionalName,
  isEventFileName,
} from "./event/file-name.ts";
export { fileVersionEvent } from "./event/file-version.ts";
export { graphEvent } from "./event/graph-event.ts";
export { fromPlainEvent, type PlainContent, type PlainEvent } from "./event/plain-event.ts";
export { runMetadataEvent } from "./event/run-metadata-event.ts";
export { summaryEvent } from "./event/summary-event.ts";
export { encodeRecord } from "./framing/record.ts";
export { outputShapes } from "./graph/attr-value.ts";
export type {
  ArgDef,
  Attributes,
  AttrList,
  AttrValue,
  FunctionDef,
  FunctionLibrary,
  FunctionReference,
  GraphDef,
  NodeDef,
  OpAttrDef,
  OpDef,
  Versions,
} from "./graph/graph.ts";
export { decodeGraph, encodeGraph } from "./graph/graph-def.ts";
export {
  decodeHParams,
  type HParamsData,
  type HParamValue,
  type SessionEnd,
  type SessionStart,
  type SessionStatus,
} from "./hparams/hparams.ts";
export { EventFile, type Refresh, type ValueAt } from "./log/event-file.ts";
export type { Upheaval } from "./log/follow.ts";
export {
  type CollectionChanges,
  LogCollection,
  type LogFile,
  runName,
} from "./log/log-collection.ts";
export type {
  GraphEntry,
  HistogramPoint,
  ImagePoint,
  ProfileEntry,
  Scalars,
  TagInfo,
  TensorPoint,
  TextPoint,
} from "./log/points.ts";
export { type FileProblem, type RunHParams, RunLog } from "./log/run-log.ts";
export type { RecordPlace, Series } from "./log/series.ts";
export { decodeRunMetadata } from "./profile/decode.ts";
export { encodeProfile, type NodeTiming, type Profile } from "./profile/encode.ts";
export type {
  DeviceProfile,
  FunctionGraphs,
  NodeExecution,
  NodeMemory,
  NodeOutput,
  RunMetadata,
} from "./profile/run-metadata.ts";
export type { Int64 } from "./protobuf/int64.ts";
export type { LogProblem, ProblemCode } from "./read/problem.ts";
export { type ReadEvent, type ReadEventsOptions, readEvents } from "./read/read-events.ts";
export type { LogRecord, RecordBatch } from "./read/record.ts";
export {
  type ReadOptions,
  RecordReader,
  type RecordReaderOptions,
  type Tail,
} from "./read/record-reader.ts";
export { blobSource } from "./source/blob-source.ts";
export type { ByteSource, SourceState } from "./source/byte-source.ts";
export { bytesSource } from "./source/bytes-source.ts";
export { type Fetch, httpSource } from "./source/http-source.ts";
export { type Buckets, bucketsFromEdges } from "./summary/buckets.ts";
export { functionGraphValue } from "./summary/function-graph.ts";
export { bucketsOf, histogramValue } from "./summary/histogram.ts";
export type { Histo } from "./summary/histogram-proto.ts";
export type { Labels } from "./summary/labels.ts";
export { scalarValue } from "./summary/scalar.ts";
export { sessionEndValue } from "./summary/session-end.ts";
export { sessionStartValue } from "./summary/session-start.ts";
export { tensorValue } from "./summary/tensor.ts";
export { textValue } from "./summary/text.ts";
export { type DataType, dataTypeNumber } from "./tensor/data-type.ts";
export type { Shape } from "./tensor/shape.ts";
export {
  byteStrings,
  floatScalar,
  floatTensor,
  stringTensor,
  type Tensor,
  type TensorValues,
  tensorNumbers,
  tensorStrings,
} from "./tensor/tensor.ts";
export type { Finding, FindingCode, Severity, TrapCode } from "./verify/finding.ts";
export { type Verification, verifyEventFile, verifyRun } from "./verify/verify-event-file.ts";
export { EventEncoder } from "./write/event-encoder.ts";
export type { EventSink } from "./write/event-sink.ts";
export { MemoryLog } from "./write/memory-log.ts";
