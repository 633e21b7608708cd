import { platform } from "#platform";
import { pairedPaths, summariesOnly } from "../certify/pairs.ts";
import type { RunContext } from "../run/backend.ts";
import type { Plan } from "../run/plan.ts";
import { prepare } from "../run/prepare.ts";
import type { Ensemble } from "../run/run.ts";
import { wasmBackend } from "../run/wasm-backend.ts";
import { coupledNames } from "../simulation/coupled.ts";
import { LARGEST } from "../simulation/lost.ts";
import type { Simulation } from "../simulation/simulation.ts";
import { type Moments, merged, NO_MOMENTS } from "./moments.ts";
import { pathCost } from "./path-cost.ts";
import { momentsOf, type Target } from "./target.ts";

/** Keeps the levels' noise apart from each other's and from a run's own. */
const SEED_STEP = 0xbf58476d1ce4e5b9n;

/** How levels are watched and ended. */
export type Watch = Partial<Pick<RunContext, "signal" | "onProgress">>;

/** What the paths of a level are. */
export interface LevelPlan {
  /** Times the run's dt: the step of its paths or, of a pair, of the coarser ones. */
  readonly factor: number;
  /** Of a pair: into how many parts each step is divided for the finer path, along the same noise. */
  readonly parts?: number;
}

/** Samples what the paths of one level contribute to a target, more and more of them. */
export class LevelSampler {
  /** What a path takes, of a pair both together, in additions. */
  readonly cost: number;
  /** The finest step of its paths. */
  readonly dt: number;
  readonly #plan: Plan;
  readonly #simulation: Simulation;
  readonly target: Target;
  readonly #isPair: boolean;
  #contribution = NO_MOMENTS;
  #coarse = NO_MOMENTS;
  #fine = NO_MOMENTS;
  #lost = false;

  constructor(plan: Plan, target: Target, { factor, parts }: LevelPlan) {
    this.#plan = levelPlan(plan, factor, parts !== undefined);
    const { built, optimized } = prepare(this.#plan);
    const limit = LARGEST[plan.dtype];
    this.#simulation = parts ? pairedPaths(this.#plan, built, { limit, parts }) : optimized;
    this.target = target;
    this.#isPair = parts !== undefined;
    this.cost = pathCost(this.#simulation, this.#plan);
    this.dt = this.#plan.dt / (parts ?? 1);
  }

  /** Of a pair the finer less the coarser, of a single path its own value. */
  get contribution(): Moments {
    return this.#contribution;
  }

  /** Of a pair: the value of the paths in coarser steps. */
  get coarse(): Moments {
    return this.#coarse;
  }

  /** Of a pair: the value of the paths in finer steps. */
  get fine(): Moments {
    return this.#fine;
  }

  /** Whether a value of any path stopped being finite. */
  get hasLost(): boolean {
    return this.#lost;
  }

  /** Runs further paths: those after the ones that were run. */
  async add(paths: number, { signal, onProgress }: Watch = {}): Promise<void> {
    const plan = { ...this.#plan, firstPath: this.#contribution.count, paths };
    const context = { now: platform.now, signal, onProgress };
    const { ensembles } = await wasmBackend(this.#simulation, plan, context);
    const [ensemble] = ensembles;
    if (!ensemble || signal?.aborted) return;
    this.#lost ||= ensemble.lost !== undefined;
    this.#take(ensemble);
  }

  #take(ensemble: Ensemble): void {
    const of = (name: string): Moments =>
      momentsOf(ensemble, { estimate: this.target.estimate, of: name });
    const { of: name } = this.target;
    if (!this.#isPair) {
      this.#contribution = merged(this.#contribution, of(name));
      return;
    }
    const names = coupledNames(name);
    const [coarse, fine, difference] = [of(names.coarse), of(names.fine), of(names.difference)];
    this.#coarse = merged(this.#coarse, coarse);
    this.#fine = merged(this.#fine, fine);
    const isMean = this.target.estimate === "mean";
    // Of an event the difference says where the two differ, either way: its mean is that of the square.
    const mean = isMean ? -difference.mean : fine.mean - coarse.mean;
    const variance = isMean ? difference.variance : difference.mean - mean ** 2;
    this.#contribution = merged(this.#contribution, { count: fine.count, mean, variance });
  }
}

/** All that is wanted of a level is its values at the end. */
function levelPlan(plan: Plan, factor: number, isPair: boolean): Plan {
  const steps = plan.steps / factor;
  const level = BigInt(2 * factor + (isPair ? 1 : 0));
  return {
    ...summariesOnly(plan),
    dt: plan.dt * factor,
    steps,
    every: steps,
    seed: BigInt.asUintN(64, plan.seed + level * SEED_STEP),
    bins: 2,
    covariances: false,
    autocorrelation: undefined,
  };
}
