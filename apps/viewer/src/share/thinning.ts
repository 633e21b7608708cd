/** How much of a log is left out of a report. */
export interface Thinning {
  /** Whether what is only there for TensorBoard goes, where our own tables say the same. */
  readonly dropsCopies: boolean;
  /** Every how manieth sample path stays. */
  readonly path: number;
  /** Every how manieth logged time of our tables, and value of others' tags, stays; the last one always does. */
  readonly time: number;
}

/** From nothing left out to very little left: each leaves out more than the one before. */
export const THINNINGS: readonly Thinning[] = [
  { dropsCopies: false, path: 1, time: 1 },
  { dropsCopies: true, path: 1, time: 1 },
  { dropsCopies: true, path: 2, time: 1 },
  { dropsCopies: true, path: 4, time: 1 },
  { dropsCopies: true, path: 4, time: 2 },
  { dropsCopies: true, path: 8, time: 2 },
  { dropsCopies: true, path: 8, time: 4 },
  { dropsCopies: true, path: 16, time: 8 },
  { dropsCopies: true, path: 32, time: 16 },
  { dropsCopies: true, path: 64, time: 64 },
  { dropsCopies: true, path: 256, time: 256 },
];

/** What was left out, in words for the reader of a report. */
export function leftOut({ dropsCopies, path, time }: Thinning): readonly string[] {
  return [
    ...(path > 1 ? [`only one in ${path} of the sample paths is here`] : []),
    ...(time > 1
      ? [`only one in ${time} of the logged times and of other programs' values, and the last`]
      : []),
    ...(dropsCopies
      ? [
          "the scalars and histograms for TensorBoard, which repeat what the other panels show, are not here",
        ]
      : []),
  ];
}
