/** A run as the page and the exports need it: plain data, as JSON can carry it. */
export interface RunData {
  /** Folder, relative to the logdir. */
  readonly name: string;
  /** Name of the model; undefined for logs that are not ours. */
  readonly model: string | undefined;
  readonly title: string | undefined;
  readonly timeUnit: string | undefined;
  /** Logged times. */
  readonly times: readonly number[];
  readonly series: readonly SeriesData[];
  /** What else is known of the run, to be shown as it is. */
  readonly facts: readonly (readonly [name: string, value: string])[];
  /** Values of swept parameters, if the run is a point of a sweep. */
  readonly point: Readonly<Record<string, number>>;
  /** What is wrong with the log, in plain words. */
  readonly problems: readonly string[];
}

/** The columns of a series' statistics. */
export const STATISTICS = ["mean", "sd", "min", "max", "q05", "q25", "q50", "q75", "q95"] as const;

/** One of the statistics. */
export type Statistic = (typeof STATISTICS)[number];

/** What is known of one species or observable. Values that aren't finite are null. */
export interface SeriesData {
  readonly name: string;
  readonly unit: string | undefined;
  /** Each as long as the run's times. */
  readonly statistics: Readonly<Record<Statistic, readonly (number | null)[]>>;
  /**
   * How it goes together with others, by `covariance:x2`, `correlation:x2` and their standard errors, and with
   * what it was, by `autocorrelation`; each as long as the run's times, none if they weren't taken.
   */
  readonly together?: Readonly<Record<string, readonly (number | null)[]>>;
  /** Absolute indices of the sample paths. */
  readonly paths: readonly number[];
  /** [path][time]. */
  readonly samples: readonly (readonly (number | null)[])[];
  /** The histogram at the last logged time, if there is one. */
  readonly final: FinalHistogram | undefined;
}

/** Equal bins and their counts. */
export interface FinalHistogram {
  readonly low: number;
  readonly width: number;
  readonly counts: readonly number[];
}

/** A run in the list of runs. */
export interface RunEntry {
  readonly name: string;
}
