import { rowAt } from "../../state/logged-time.ts";

/** Shares of the run's time at which histograms are laid over each other: the article's t = 1, 2, 9 of 9. */
const SHARES = [1 / 9, 2 / 9, 1];

/** Rows of the logged times whose histograms are shown, rising and each once. */
export function shownRows(times: ArrayLike<number>, asked: readonly number[]): number[] {
  const end = times[times.length - 1] ?? 0;
  const wanted = asked.length > 0 ? asked : SHARES.map((share) => share * end);
  return [...new Set(wanted.map((time) => rowAt(times, time)))].sort((a, b) => a - b);
}

/** Times from an address or an input: numbers with commas between. */
export function timesFrom(text: string | undefined): number[] {
  return (text ?? "")
    .split(/[,;\s]+/)
    .filter((part) => part !== "")
    .map(Number)
    .filter(Number.isFinite);
}
