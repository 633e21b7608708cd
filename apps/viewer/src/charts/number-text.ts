/** Beyond these, numbers are written as multiples of a power of ten. */
const LARGEST_PLAIN = 1e6;
const SMALLEST_PLAIN = 1e-3;

const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
/** A narrow space that doesn't break: between groups of three digits. */
const THIN = "\u202f";

/** A number for people: `digits` significant ones, `1.2 × 10⁻⁵` and never `1.2e-05`. */
export function numberText(value: number, digits = 4): string {
  if (Number.isNaN(value)) return "–";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (size < LARGEST_PLAIN && size >= SMALLEST_PLAIN) {
    const decimals = Math.max(0, digits - 1 - Math.floor(Math.log10(size)));
    return plain(value, Math.min(decimals, 12), true);
  }
  const [mantissa = "", exponent = "0"] = value.toExponential(digits - 1).split("e");
  return timesPower(Number(mantissa), trimmed(mantissa), Number(exponent));
}

/** A whole number with its digits in groups. */
export function countText(value: number): string {
  return Number.isSafeInteger(value) ? plain(value, 0, false) : numberText(value);
}

/** A number with its unit. */
export function quantityText(value: number, unit: string | undefined, digits = 4): string {
  return unit === undefined ? numberText(value, digits) : `${numberText(value, digits)} ${unit}`;
}

/** Texts of an axis' ticks: all with the same decimals, or all as multiples of the same power of ten. */
export function tickTexts(values: readonly number[], kind: "linear" | "log" = "linear"): string[] {
  if (kind === "log" && values.length > 1) return values.map(powerText);
  const largest = Math.max(...values.map(Math.abs));
  const step = Math.min(...values.slice(1).map((value, i) => value - (values[i] ?? 0)));
  const finest = Number.isFinite(step) && step > 0 ? step : largest;
  if (largest < LARGEST_PLAIN && finest >= SMALLEST_PLAIN / 10) {
    const decimals = decimalsOf(finest);
    return values.map((value) => plain(value, decimals, false));
  }
  const exponent = Math.floor(Math.log10(largest) + 1e-9);
  const decimals = Math.max(0, decimalsOf(finest / 10 ** exponent));
  return values.map((value) =>
    value === 0 ? "0" : timesPower(value, (value / 10 ** exponent).toFixed(decimals), exponent),
  );
}

/** A tick of a logarithmic axis. */
function powerText(value: number): string {
  const exponent = Math.log10(value);
  const isPower = Math.abs(exponent - Math.round(exponent)) < 1e-9;
  if (!isPower) return numberText(value, 2);
  if (value >= SMALLEST_PLAIN && value <= 1000) return numberText(value, 1);
  return `10${superscript(Math.round(exponent))}`;
}

/** Decimals that tell multiples of a step apart. */
function decimalsOf(step: number): number {
  const exponent = Math.floor(Math.log10(step) + 1e-9);
  const isRound = Math.abs(step / 10 ** exponent - Math.round(step / 10 ** exponent)) < 1e-6;
  return Math.min(12, Math.max(0, -exponent + (isRound ? 0 : 1)));
}

function plain(value: number, decimals: number, trim: boolean): string {
  const fixed = Math.abs(value).toFixed(decimals);
  const [whole = "", fraction] = (trim ? trimmed(fixed) : fixed).split(".");
  const grouped = whole.length > 4 ? whole.replace(/\B(?=(\d{3})+$)/g, THIN) : whole;
  const digits = fraction === undefined ? grouped : `${grouped}.${fraction}`;
  return value < 0 && /[1-9]/.test(digits) ? `−${digits}` : digits;
}

/** Without zeros at the end that say nothing. */
function trimmed(text: string): string {
  return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
}

function timesPower(value: number, mantissa: string, exponent: number): string {
  const sign = value < 0 ? "−" : "";
  return `${sign}${mantissa.replace("-", "")} × 10${superscript(exponent)}`;
}

function superscript(exponent: number): string {
  const digits = [...String(Math.abs(exponent))].map((digit) => SUPERSCRIPTS[Number(digit)]);
  return `${exponent < 0 ? "⁻" : ""}${digits.join("")}`;
}
