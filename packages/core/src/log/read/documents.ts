import type { Origin } from "../../graph/origin.ts";
import type { InfluenceEdge } from "../../model/influence.ts";
import type { Progress } from "../../run/options.ts";
import type { CertificateRecord } from "../certificate.ts";
import type { GraphsRecord, OpRecord, PassRecord } from "../graphs-record.ts";
import type {
  EquationRecord,
  EventRecord,
  ModelRecord,
  ParameterRecord,
  QuantityRecord,
} from "../model-record.ts";
import type { MultilevelRecord } from "../multilevel.ts";
import type { DocumentKind } from "../plugin.ts";
import type { OpCostRecord, PhaseRecord, ProfileRecord } from "../profile-record.ts";
import type { ResultRecord } from "../result-record.ts";
import type { GivenRecord, RunRecord, SeriesLabel } from "../run-record.ts";
import type { SweepRecord } from "../sweep-record.ts";
import {
  array,
  boolean,
  type Check,
  either,
  mapOf,
  nullable,
  number,
  object,
  oneOf,
  optional,
  string,
} from "./check.ts";

/** What each document holds. */
export interface Documents {
  readonly model: ModelRecord;
  readonly run: RunRecord;
  readonly sweep: SweepRecord;
  readonly graphs: GraphsRecord;
  readonly progress: Progress;
  readonly profile: ProfileRecord;
  readonly certificate: CertificateRecord;
  readonly multilevel: MultilevelRecord;
  readonly result: ResultRecord;
}

const interpretation = oneOf("ito", "stratonovich");

const quantity = object<QuantityRecord>({
  name: string,
  title: optional(string),
  unit: optional(string),
  positivity: optional(string),
  initial: optional(string),
  expression: optional(string),
});

const model = object<ModelRecord>({
  name: string,
  title: optional(string),
  description: optional(string),
  source: optional(string),
  file: optional(string),
  text: optional(string),
  interpretation,
  timeUnit: optional(string),
  parameters: array(
    object<ParameterRecord>({
      name: string,
      value: number,
      title: optional(string),
      unit: optional(string),
      expression: optional(string),
    }),
  ),
  species: array(quantity),
  observables: array(quantity),
  events: optional(
    array(object<EventRecord>({ name: string, title: optional(string), condition: string })),
  ),
  wiener: array(string),
  equations: array(
    object<EquationRecord>({
      species: string,
      text: string,
      mathml: string,
      drift: string,
      diffusion: mapOf(string),
    }),
  ),
  influences: array(
    object<InfluenceEdge>({
      from: string,
      to: string,
      influence: oneOf("activates", "represses", "none", "mixed"),
    }),
  ),
});

const run = object<RunRecord>({
  model: string,
  title: optional(string),
  command: optional(string),
  versions: mapOf(string),
  scheme: object<RunRecord["scheme"]>({ name: string, title: string, citation: string }),
  noise: string,
  order: object<RunRecord["order"]>({ strong: nullable(number), weak: nullable(number) }),
  interpretation,
  settings: mapOf(either(either(number, string), boolean)),
  steps: number,
  stride: number,
  timeUnit: optional(string),
  series: array(
    object<SeriesLabel>({
      name: string,
      kind: oneOf("species", "observable"),
      title: optional(string),
      unit: optional(string),
    }),
  ),
  parameters: mapOf(number),
  point: optional(mapOf(number)),
  bins: number,
  samplePaths: number,
  given: optional(
    object<GivenRecord>({
      parameters: mapOf(number),
      initial: mapOf(number),
      swept: array(string),
    }),
  ),
});

const sweep = object<SweepRecord>({
  parameters: array(string),
  points: array(object<SweepRecord["points"][number]>({ run: string, values: mapOf(number) })),
});

const op = object<OpRecord>({
  op: string,
  origin: optional(
    object<Origin>({
      equation: optional(string),
      text: optional(string),
      file: optional(string),
      line: optional(number),
      column: optional(number),
      length: optional(number),
    }),
  ),
});

const graphs = object<GraphsRecord>({
  built: mapOf(op),
  optimized: mapOf(op),
  passes: array(
    object<PassRecord>({
      name: string,
      title: string,
      round: number,
      before: number,
      after: number,
      costBefore: number,
      costAfter: number,
      removed: array(string),
    }),
  ),
  becomes: mapOf(nullable(string)),
});

const progress = object<Progress>({
  pathsDone: number,
  pathsTotal: number,
  rate: number,
  secondsLeft: number,
});

const profile = object<ProfileRecord>({
  ops: array(
    object<OpCostRecord>({
      name: string,
      op: string,
      scope: string,
      kind: nullable(string),
      calls: number,
      selfTime: nullable(number),
      bytes: number,
      flops: number,
    }),
  ),
  phases: array(object<PhaseRecord>({ name: string, time: number })),
  kernel: nullable(
    object<NonNullable<ProfileRecord["kernel"]>>({
      time: number,
      threads: number,
      sumOfOps: number,
      gain: number,
    }),
  ),
  cost: number,
  methods: object<ProfileRecord["methods"]>({
    selfTime: string,
    bytes: string,
    flops: string,
    phases: string,
    gain: string,
  }),
});

const certificate = object<CertificateRecord>({
  paths: number,
  lost: number,
  order: object<CertificateRecord["order"]>({
    strong: nullable(number),
    weak: nullable(number),
  }),
  tolerance: optional(
    object<NonNullable<CertificateRecord["tolerance"]>>({
      rtol: number,
      atol: number,
      halvings: number,
    }),
  ),
});

const multilevel = object<MultilevelRecord>({
  target: string,
  value: number,
  error: number,
  levels: array(
    object<MultilevelRecord["levels"][number]>({
      dt: number,
      paths: number,
      mean: number,
      variance: number,
      cost: number,
    }),
  ),
  cost: number,
  plainCost: number,
  plainPaths: number,
});

const result = object<ResultRecord>({
  status: oneOf("finished", "cancelled", "failed"),
  error: optional(string),
  paths: number,
  timings: object<ResultRecord["timings"]>({
    build: optional(number),
    optimize: optional(number),
    compile: optional(number),
    instantiate: optional(number),
    pilot: optional(number),
    run: optional(number),
    summarize: optional(number),
    multilevel: optional(number),
    certify: optional(number),
    log: number,
  }),
  threads: optional(number),
  fma: optional(boolean),
  warnings: array(string),
});

/** The check of each document: what isn't as expected is left out rather than believed. */
export const DOCUMENTS: { readonly [K in DocumentKind]: Check<Documents[K]> } = {
  model,
  run,
  sweep,
  graphs,
  progress,
  profile,
  certificate,
  multilevel,
  result,
};
