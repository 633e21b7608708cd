/** Microseconds in the unit that fits. */
export function timeText(micros: number): string {
  if (micros >= 1e6) return `${digits(micros / 1e6)} s`;
  if (micros >= 1e3) return `${digits(micros / 1e3)} ms`;
  return `${digits(micros)} µs`;
}

/** How much longer or shorter something took, with its sign. */
export function timeChangeText(micros: number): string {
  return micros < 0 ? `−${timeText(-micros)}` : `+${timeText(micros)}`;
}

/** Bytes in the unit that fits. */
export function bytesText(bytes: number): string {
  const units = ["B", "kB", "MB", "GB", "TB"];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${digits(value)} ${units[unit]}`;
}

export function shareText(share: number): string {
  return `${(100 * share).toFixed(share < 0.1 ? 1 : 0)} %`;
}

function digits(value: number): string {
  return value >= 100 || Number.isInteger(value) ? value.toFixed(0) : value.toPrecision(3);
}
