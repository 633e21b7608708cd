import type { WireInt64 } from "./int64.ts";

// The messages of proto/*.proto as protobufjs takes and gives them: fields in camel case, all optional.
// What is absent has the field's zero value. The rest of the package sees them only in its codecs.

type Optional<Fields> = { readonly [Key in keyof Fields]?: Fields[Key] | undefined | null };
type StringMap<Value> = { readonly [key: string]: Value };

export type ShapeMessage = Optional<{
  dim: readonly Optional<{ size: WireInt64; name: string }>[];
  unknownRank: boolean;
}>;

export type TensorMessage = Optional<{
  dtype: number;
  tensorShape: ShapeMessage;
  tensorContent: Uint8Array;
  halfVal: readonly number[];
  floatVal: readonly number[];
  doubleVal: readonly number[];
  intVal: readonly number[];
  stringVal: readonly Uint8Array[];
  scomplexVal: readonly number[];
  int64Val: readonly WireInt64[];
  boolVal: readonly boolean[];
  dcomplexVal: readonly number[];
  uint32Val: readonly number[];
  uint64Val: readonly WireInt64[];
}>;

export type NameAttrListMessage = Optional<{ name: string; attr: StringMap<AttrMessage> }>;

export type AttrListMessage = Optional<{
  s: readonly Uint8Array[];
  i: readonly WireInt64[];
  f: readonly number[];
  b: readonly boolean[];
  type: readonly number[];
  shape: readonly ShapeMessage[];
  tensor: readonly TensorMessage[];
  func: readonly NameAttrListMessage[];
}>;

export type AttrMessage = Optional<{
  s: Uint8Array;
  i: WireInt64;
  f: number;
  b: boolean;
  type: number;
  shape: ShapeMessage;
  tensor: TensorMessage;
  list: AttrListMessage;
  func: NameAttrListMessage;
  placeholder: string;
}>;

export type NodeDefMessage = Optional<{
  name: string;
  op: string;
  input: readonly string[];
  device: string;
  attr: StringMap<AttrMessage>;
}>;

export type ArgDefMessage = Optional<{
  name: string;
  description: string;
  type: number;
  typeAttr: string;
  numberAttr: string;
  typeListAttr: string;
  isRef: boolean;
}>;

export type AttrDefMessage = Optional<{
  name: string;
  type: string;
  defaultValue: AttrMessage;
  description: string;
  hasMinimum: boolean;
  minimum: WireInt64;
  allowedValues: AttrMessage;
}>;

export type OpDefMessage = Optional<{
  name: string;
  inputArg: readonly ArgDefMessage[];
  outputArg: readonly ArgDefMessage[];
  controlOutput: readonly string[];
  attr: readonly AttrDefMessage[];
  summary: string;
  description: string;
  isCommutative: boolean;
  isAggregate: boolean;
  isStateful: boolean;
}>;

export type FunctionDefMessage = Optional<{
  signature: OpDefMessage;
  attr: StringMap<AttrMessage>;
  nodeDef: readonly NodeDefMessage[];
  ret: StringMap<string>;
  controlRet: StringMap<string>;
}>;

export type GraphDefMessage = Optional<{
  node: readonly NodeDefMessage[];
  versions: Optional<{ producer: number; minConsumer: number; badConsumers: readonly number[] }>;
  library: Optional<{
    function: readonly FunctionDefMessage[];
    gradient: readonly Optional<{ functionName: string; gradientFunc: string }>[];
  }>;
}>;

export type NodeExecStatsMessage = Optional<{
  nodeName: string;
  allStartMicros: WireInt64;
  opStartRelMicros: WireInt64;
  opEndRelMicros: WireInt64;
  allEndRelMicros: WireInt64;
  memory: readonly Optional<{
    allocatorName: string;
    totalBytes: WireInt64;
    peakBytes: WireInt64;
    liveBytes: WireInt64;
  }>[];
  output: readonly Optional<{
    slot: number;
    tensorDescription: Optional<{
      dtype: number;
      shape: ShapeMessage;
      allocationDescription: Optional<{ requestedBytes: WireInt64; allocatorName: string }>;
    }>;
  }>[];
  timelineLabel: string;
  threadId: number;
  allStartNanos: WireInt64;
  opEndRelNanos: WireInt64;
  allEndRelNanos: WireInt64;
}>;

export type DeviceStepStatsMessage = Optional<{
  device: string;
  nodeStats: readonly NodeExecStatsMessage[];
  threadNames: StringMap<string>;
}>;

export type RunMetadataMessage = Optional<{
  stepStats: Optional<{ devStats: readonly DeviceStepStatsMessage[] }>;
  partitionGraphs: readonly GraphDefMessage[];
  functionGraphs: readonly Optional<{
    partitionGraphs: readonly GraphDefMessage[];
    preOptimizationGraph: GraphDefMessage;
    postOptimizationGraph: GraphDefMessage;
  }>[];
}>;

export type HistogramMessage = Optional<{
  min: number;
  max: number;
  num: number;
  sum: number;
  sumSquares: number;
  bucketLimit: readonly number[];
  bucket: readonly number[];
}>;

export type SummaryValueMessage = Optional<{
  nodeName: string;
  tag: string;
  metadata: Optional<{
    pluginData: Optional<{ pluginName: string; content: Uint8Array }>;
    displayName: string;
    summaryDescription: string;
    dataClass: number;
  }>;
  simpleValue: number;
  image: Optional<{
    height: number;
    width: number;
    colorspace: number;
    encodedImageString: Uint8Array;
  }>;
  histo: HistogramMessage;
  audio: Optional<{
    sampleRate: number;
    numChannels: WireInt64;
    lengthFrames: WireInt64;
    encodedAudioString: Uint8Array;
    contentType: string;
  }>;
  tensor: TensorMessage;
}>;

export type EventMessage = Optional<{
  wallTime: number;
  step: WireInt64;
  fileVersion: string;
  graphDef: Uint8Array;
  summary: Optional<{ value: readonly SummaryValueMessage[] }>;
  logMessage: Optional<{ level: number; message: string }>;
  sessionLog: Optional<{ status: number; checkpointPath: string; msg: string }>;
  taggedRunMetadata: Optional<{ tag: string; runMetadata: Uint8Array }>;
  metaGraphDef: Uint8Array;
  sourceMetadata: Optional<{ writer: string }>;
}>;

export type HParamValueMessage = Optional<{
  nullValue: number;
  numberValue: number;
  stringValue: string;
  boolValue: boolean;
}>;

export type HParamsPluginDataMessage = Optional<{
  version: number;
  experiment: Optional<{ name: string; description: string; timeCreatedSecs: number }>;
  sessionStartInfo: Optional<{
    hparams: StringMap<HParamValueMessage>;
    modelUri: string;
    monitorUrl: string;
    groupName: string;
    startTimeSecs: number;
  }>;
  sessionEndInfo: Optional<{ status: number; endTimeSecs: number }>;
}>;
