/** Greek letters by their English names. */
const GREEK: Readonly<Record<string, string>> = {
  alpha: "α",
  beta: "β",
  gamma: "γ",
  delta: "δ",
  epsilon: "ε",
  zeta: "ζ",
  eta: "η",
  theta: "θ",
  iota: "ι",
  kappa: "κ",
  lambda: "λ",
  mu: "μ",
  nu: "ν",
  xi: "ξ",
  rho: "ρ",
  sigma: "σ",
  tau: "τ",
  phi: "φ",
  chi: "χ",
  psi: "ψ",
  omega: "ω",
  pi: "π",
  Gamma: "Γ",
  Delta: "Δ",
  Theta: "Θ",
  Lambda: "Λ",
  Xi: "Ξ",
  Sigma: "Σ",
  Phi: "Φ",
  Psi: "Ψ",
  Omega: "Ω",
};

/** A name as mathematics has it: a letter, perhaps Greek, with a subscript. */
export interface Notation {
  readonly base: string;
  readonly subscript: string | undefined;
}

/** `x1` is x with subscript 1, `k_off` is k with subscript off, `gamma` is γ. */
export function notationOf(name: string): Notation {
  const [, base = name, digits, suffix] = /^(.*?[^\d_])(?:_?(\d+)|_(.+))$/u.exec(name) ?? [];
  return { base: GREEK[base] ?? base, subscript: digits ?? suffix };
}

const MINUS = "−";

/** A number for people: no `1e-7`, a true minus sign, at most ten digits. */
export function showNumber(value: number): { mantissa: string; exponent: string | undefined } {
  const [mantissa = "", exponent] = String(Number(value.toPrecision(10))).split("e");
  const signed = (text: string): string => text.replace("-", MINUS).replace("+", "");
  return {
    mantissa: signed(mantissa),
    exponent: exponent === undefined ? undefined : signed(exponent),
  };
}
