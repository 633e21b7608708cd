const LOWER =
  "alpha:α beta:β gamma:γ delta:δ epsilon:ε zeta:ζ eta:η theta:θ iota:ι kappa:κ lambda:λ mu:μ nu:ν " +
  "xi:ξ omicron:ο pi:π rho:ρ sigma:σ tau:τ upsilon:υ phi:φ chi:χ psi:ψ omega:ω";

/** Greek letters by their names: lower case, and upper case with a capital. */
const GREEK: ReadonlyMap<string, string> = new Map(
  LOWER.split(" ").flatMap((entry): [string, string][] => {
    const [name = "", letter = ""] = entry.split(":");
    return [
      [name, letter],
      [name.charAt(0).toUpperCase() + name.slice(1), letter.toUpperCase()],
    ];
  }),
);

/** Letters and then digits, or anything on both sides of the first underscore. */
const WITH_INDEX = /^(\p{L}+)(\d+)$|^([^_]+)_(.+)$/u;

/** A name as MathML: Greek letters by their names, and indices below: `gamma_1`, `x2`, `W_x1`. */
export function nameMathML(name: string): string {
  const [, letters, digits, base, index] = WITH_INDEX.exec(name) ?? [];
  if (letters !== undefined && digits !== undefined) {
    return `<msub>${symbol(letters)}<mn>${digits}</mn></msub>`;
  }
  if (base !== undefined && index !== undefined) {
    const below = /^\d+$/.test(index) ? `<mn>${index}</mn>` : nameMathML(index);
    return `<msub>${symbol(base)}${below}</msub>`;
  }
  return symbol(name);
}

/** Whether a name reads as a word, which needs a sign of multiplication beside it. */
export function isWord(name: string): boolean {
  const [, letters, , base] = WITH_INDEX.exec(name) ?? [];
  const stem = letters ?? base ?? name;
  return [...(GREEK.get(stem) ?? stem)].length > 1;
}

function symbol(letters: string): string {
  return `<mi>${escapeXml(GREEK.get(letters) ?? letters)}</mi>`;
}

/** Text inside an element. */
function escapeXml(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
