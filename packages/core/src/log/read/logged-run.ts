import type { Progress } from "../../run/options.ts";
import type { Bins } from "../../summary/bins.ts";
import type { CertificateRecord } from "../certificate.ts";
import type { GraphsRecord } from "../graphs-record.ts";
import type { ModelRecord } from "../model-record.ts";
import type { MultilevelRecord } from "../multilevel.ts";
import type { ProfileRecord } from "../profile-record.ts";
import type { ResultRecord } from "../result-record.ts";
import type { RunRecord } from "../run-record.ts";
import type { SweepRecord } from "../sweep-record.ts";

/** A series' histogram at one logged time. */
export interface LoggedHistogram {
  readonly bins: Bins;
  /** `bins.count + 2` counts, the first below the bins and the last above them. */
  readonly counts: Float64Array;
}

/** What is logged of a species or an observable; arrays are by logged time. */
export interface LoggedSeries {
  readonly name: string;
  readonly title: string | undefined;
  readonly unit: string | undefined;
  /** By name: count, mean, variance, min, max, q05 … q95, and `error:q05` … for their bounds. */
  readonly statistics: ReadonlyMap<string, Float64Array>;
  readonly histograms: readonly LoggedHistogram[];
  readonly samples: {
    /** Absolute index of each sample path. */
    readonly paths: readonly number[];
    /** [sample path][logged time]. */
    readonly values: readonly Float64Array[];
  };
}

/** What became of an event; arrays are by logged time. */
export interface LoggedEventCounts {
  readonly name: string;
  readonly title: string | undefined;
  /** Paths, without those that were lost. */
  readonly paths: Float64Array;
  /** Paths of which it is known whether it had held so far: those that aren't lost, and those on which it held before. */
  readonly known: Float64Array;
  /** Paths on which it held at the logged time. */
  readonly holding: Float64Array;
  /** Paths, of those known, on which it had held at any step so far. */
  readonly reached: Float64Array;
  /** How often it began so far, over all paths. */
  readonly begun: Float64Array;
  /** Mean first passage time of the paths in `reached`; NaN if there are none. */
  readonly passage: Float64Array;
}

/** A run as its log has it so far; what isn't there yet is undefined or empty. */
export interface LoggedRun {
  readonly model: ModelRecord | undefined;
  readonly run: RunRecord | undefined;
  readonly sweep: SweepRecord | undefined;
  readonly graphs: GraphsRecord | undefined;
  readonly progress: Progress | undefined;
  readonly profile: ProfileRecord | undefined;
  /** What the certificate of the run's errors rests on, if it has one. */
  readonly certificate: CertificateRecord | undefined;
  /** The estimate that met the run's target, if multilevel Monte Carlo made it. */
  readonly multilevel: MultilevelRecord | undefined;
  /**
   * The certified errors of each series and event, by column: `strong`, `mean:weak`, `mean:sampling`
   * and so on; see log/README.md.
   */
  readonly errors: ReadonlyMap<string, ReadonlyMap<string, Float64Array>>;
  readonly result: ResultRecord | undefined;
  /** Logged times, in the model's unit. */
  readonly times: Float64Array;
  readonly series: readonly LoggedSeries[];
  /** How often each species' positivity policy acted, up to each logged time. */
  readonly violations: ReadonlyMap<string, Float64Array>;
  /** Parts of steps `taken` on average, steps `halved` and steps `forced`, so far; empty if steps don't adapt. */
  readonly refinement: ReadonlyMap<string, Float64Array>;
  /** The model's events, as far as their counts are logged. */
  readonly events: readonly LoggedEventCounts[];
  /** Covariance and correlation of pairs of species, such as `x1,x2`; empty if not taken. */
  readonly covariances: ReadonlyMap<string, Float64Array>;
  readonly correlations: ReadonlyMap<string, Float64Array>;
  /** How each species goes with what it was at the first time that isn't NaN; empty if not taken. */
  readonly autocorrelations: ReadonlyMap<string, Float64Array>;
  /** Standard errors of the three; empty in logs of before they were taken. */
  readonly covarianceErrors: ReadonlyMap<string, Float64Array>;
  readonly correlationErrors: ReadonlyMap<string, Float64Array>;
  readonly autocorrelationErrors: ReadonlyMap<string, Float64Array>;
  /** Records that were there but couldn't be read, in words. */
  readonly problems: readonly string[];
}
