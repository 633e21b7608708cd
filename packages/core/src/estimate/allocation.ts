/** What is known of a level: how its contributions scatter, and what one costs. */
export interface LevelStatistics {
  /** Variance of what a path contributes. */
  readonly variance: number;
  /** What a path takes, in additions. */
  readonly cost: number;
}

/**
 * Numbers of paths that reach a standard error at the least cost: N_l ∝ √(V_l/C_l).
 *
 * Source: M. B. Giles, Oper. Res. 56 (2008) 607–617, eq. 12.
 *
 * @returns paths of each level, at least 1.
 */
export function allocate(levels: readonly LevelStatistics[], error: number): number[] {
  const sum = rootSum(levels);
  return levels.map(({ variance, cost }) =>
    Math.max(1, Math.ceil((Math.sqrt(variance / cost) * sum) / error ** 2)),
  );
}

/** The cost of the best allocation for a standard error: (Σ √(V_l C_l))²/ε². */
export function costOf(levels: readonly LevelStatistics[], error: number): number {
  return (rootSum(levels) / error) ** 2;
}

function rootSum(levels: readonly LevelStatistics[]): number {
  return levels.reduce((sum, { variance, cost }) => sum + Math.sqrt(variance * cost), 0);
}
