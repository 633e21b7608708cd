/** The name by which a series' unit at the start of its autocorrelation goes. */
export function unitThen(series: string): string {
  return `${series}:then`;
}
