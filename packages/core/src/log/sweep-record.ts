/** The points of a sweep and where each is logged: the document `driftgraph/sweep`. */
export interface SweepRecord {
  readonly parameters: readonly string[];
  readonly points: readonly {
    /** The sub-run's folder. */
    readonly run: string;
    readonly values: Readonly<Record<string, number>>;
  }[];
}

/** Digits that a folder's name shows of a value, unless two points need more to differ. */
const DIGITS = 10;
/** Longer names than this make trouble on some file systems, together with their folder. */
const LONGEST_NAME = 80;

/** The sub-run's name of each point, such as `sigma=0.1,K=0.5`. */
export function pointNames(points: readonly Readonly<Record<string, number>>[]): string[] {
  const short = points.map((point) =>
    nameOf(point, (value) => String(Number(value.toPrecision(DIGITS)))),
  );
  const distinct = new Set(short).size === points.length;
  const names = distinct ? short : points.map((point) => nameOf(point, String));
  const tooLong = names.some((name) => name.length > LONGEST_NAME);
  // A value may stand twice in a list; each point still has its own folder.
  if (!tooLong && new Set(names).size === names.length) return names;
  const width = String(names.length).length;
  return names.map((name, i) => {
    const number = String(i + 1).padStart(width, "0");
    return tooLong ? `point-${number}` : `${number},${name}`;
  });
}

function nameOf(point: Readonly<Record<string, number>>, show: (value: number) => string): string {
  return Object.entries(point)
    .map(([name, value]) => `${name}=${show(value)}`)
    .join(",");
}

/** The record of a sweep. */
export function sweepRecord(points: readonly Readonly<Record<string, number>>[]): SweepRecord {
  const names = pointNames(points);
  return {
    parameters: Object.keys(points[0] ?? {}),
    points: points.map((values, i) => ({ run: names[i] ?? "", values })),
  };
}
