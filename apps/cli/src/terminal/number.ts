const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";
const DIGITS = 4;

/**
 * A number for people, to four significant digits or as many as wanted: `0.0123`, `1 234 000` as `1.234×10⁶`, never `1e-05`.
 */
export function showNumber(value: number, digits: number = DIGITS): string {
  if (Number.isNaN(value)) return "–";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "−∞";
  if (value === 0) return "0";
  const magnitude = Math.floor(Math.log10(Math.abs(value)));
  const text =
    magnitude < -3 || magnitude > 5 ? scientific(value, digits) : plain(value, magnitude, digits);
  return text.replace("-", "−");
}

function plain(value: number, magnitude: number, digits: number): string {
  const decimals = Math.max(0, digits - 1 - magnitude);
  return value.toFixed(decimals);
}

function scientific(value: number, digits: number): string {
  const [mantissa = "", exponent = "0"] = value.toExponential(digits - 1).split("e");
  return `${mantissa}×10${superscript(Number(exponent))}`;
}

function superscript(exponent: number): string {
  const digits = [...String(Math.abs(exponent))].map((digit) => SUPERSCRIPTS[Number(digit)] ?? "");
  return `${exponent < 0 ? "⁻" : ""}${digits.join("")}`;
}

/** A share as a percentage, to a tenth, or to two digits below one percent: `42.1 %`, `0.021 %`. */
export function showPercent(share: number): string {
  const percent = 100 * share;
  if (percent === 0 || percent === 100) return `${percent} %`;
  const nearest = Math.min(percent, 100 - percent);
  const decimals = nearest >= 0.95 ? 1 : Math.min(7, 1 - Math.floor(Math.log10(nearest)));
  return `${percent.toFixed(decimals)} %`;
}

/** A whole number with its thousands set apart: `36,000`. */
export function showCount(value: number): string {
  return String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** A number exactly as it can be typed back, with a proper exponent: `10⁻⁵` for 1e-5. */
export function showExact(value: number): string {
  const text = String(value);
  const [mantissa = "", exponent] = text.split("e");
  if (exponent === undefined) return text.replace("-", "−");
  const factor = mantissa === "1" ? "" : `${mantissa.replace("-", "−")}×`;
  return `${factor}10${superscript(Number(exponent))}`;
}

/** A rate for people: `1.2 billion`, `340 million`, `12,000`. */
export function showLarge(value: number): string {
  if (value >= 1e9) return `${(value / 1e9).toPrecision(3)} billion`;
  if (value >= 1e6) return `${(value / 1e6).toPrecision(3)} million`;
  return showCount(value);
}

/** A size for people: `312 kB`. */
export function showBytes(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  const units = ["kB", "MB", "GB", "TB"];
  const power = Math.min(units.length, Math.floor(Math.log10(bytes) / 3));
  return `${(bytes / 1000 ** power).toPrecision(3)} ${units[power - 1]}`;
}
