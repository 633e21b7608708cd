import {
  channelsOf,
  FLOPS,
  type Node,
  nodesOf,
  type OpCost,
  type Profile,
  type ProfileOptions,
  perPath,
  profilePhases,
  type Run,
  scanOf,
} from "@driftgraph/core";
import { pathsPerBlock } from "./block-inputs.ts";
import type { OpJob } from "./messages.ts";
import { type OpWork, OpWorks } from "./op-jobs.ts";
import { programFor } from "./program-for.ts";
import { leaveSession, openSession } from "./session.ts";

/** Milliseconds that timing may take if nobody says. */
const BUDGET = 20;

const METHODS = {
  selfTime:
    "measured: the ops that it is lowered to, each run by itself and eagerly in libtensorflow on a block of " +
    "the run's paths and on its threads, least of several rounds, times its calls; the random integers behind " +
    "the normals, uniform and Poisson draws, events, sample paths, casts to double and lists are not in it",
  gain: "estimated: the sum of the ops' own times against the whole graph's time, both on all its threads",
} as const;

/**
 * Profiles a run of the TensorFlow backend: the ops of each node of its graph are timed for real, one by
 * one and eagerly, in the same process, beside the time that the whole graph took.
 */
export async function profileTensorFlowRun(
  run: Run,
  { now, budget = BUDGET }: ProfileOptions,
): Promise<Profile> {
  const start = now();
  const ops = await opCosts(run, budget);
  const sumOfOps = ops.reduce((sum, { selfTime = 0 }) => sum + selfTime, 0) / 1000;
  const { run: time } = run.timings;
  return {
    ops,
    phases: profilePhases(run),
    kernel:
      sumOfOps > 0 && time > 0
        ? { time, threads: run.threads, sumOfOps, gain: sumOfOps / time }
        : undefined,
    cost: now() - start,
    methods: METHODS,
  };
}

interface Timed {
  readonly node: Node;
  readonly calls: number;
  readonly work: OpWork | undefined;
}

async function opCosts(run: Run, budget: number): Promise<OpCost[]> {
  const { plan, optimized, threads } = run;
  const program = programFor(optimized, plan);
  const paths = Math.min(plan.paths, pathsPerBlock(plan, program.series.length));
  const channels = channelsOf(optimized.graph);
  const works = new OpWorks(paths, plan.dtype, (stream) => channels[stream]);
  const nodes = timedNodes(run).map((of): Timed => ({ ...of, work: works.of(of.node) }));
  const jobs = distinctJobs(nodes);
  const session = await openSession(program, threads);
  const micros = await session.process.time([...jobs.values()], budget);
  leaveSession(session);
  const timeOf = new Map([...jobs.keys()].map((key, i) => [key, micros[i] ?? undefined]));
  return nodes.map(({ node, calls, work }) => ({
    node,
    kind: work?.key,
    calls,
    selfTime: work && sumOf(work, timeOf, calls),
    bytes: planesOf(node) * paths * (plan.dtype === "float32" ? 4 : 8) * calls,
    flops: FLOPS[node.op] * paths * calls,
  }));
}

/** Nodes that differ from path to path, and how often a run computes each: once a block and step. */
function timedNodes({ plan, optimized, times, ensembles }: Run): { node: Node; calls: number }[] {
  const { graph } = optimized;
  const perBlock = pathsPerBlock(plan, optimized.series.length);
  const blocks = ensembles.reduce((sum, { paths }) => sum + Math.ceil(paths / perBlock), 0);
  const body = scanOf(graph)?.attributes.body;
  const outside = nodesOf(graph).map((node) => ({
    node,
    calls: blocks * (node.shape.includes("times") ? times.length : 1),
  }));
  const inside = (body ? nodesOf(body) : []).map((node) => ({ node, calls: blocks * plan.steps }));
  return [...outside, ...inside].filter(({ node }) => isTimed(node));
}

function isTimed({ op, shape, inputs }: Node): boolean {
  const isArgument = op === "argument" || op === "scan" || op === "scanOutput";
  return !isArgument && [shape, ...inputs.map((input) => input.shape)].some(perPath);
}

/** Equal jobs are timed once: the same op on the same kinds of inputs. */
function distinctJobs(nodes: readonly Timed[]): Map<string, OpJob> {
  const jobs = nodes.flatMap(({ work }) => work?.jobs ?? []);
  return new Map(jobs.map((job) => [keyOf(job), job]));
}

function keyOf({ op, attributes, inputs }: OpJob): string {
  return JSON.stringify([op, attributes, inputs.map(({ dtype, shape }) => [dtype, shape])]);
}

/** Microseconds of all calls of a work's ops; undefined if one of them couldn't be timed. */
function sumOf(
  { jobs, share }: OpWork,
  timeOf: ReadonlyMap<string, number | undefined>,
  calls: number,
): number | undefined {
  let sum = 0;
  for (const job of jobs) {
    const time = timeOf.get(keyOf(job));
    if (time === undefined) return undefined;
    sum += time;
  }
  return sum * share * calls;
}

/** Planes of a block that an op by itself reads and writes. */
function planesOf({ inputs, shape }: Node): number {
  return [...inputs.map((input) => input.shape), shape].filter(perPath).length;
}
