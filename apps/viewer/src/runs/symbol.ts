const NAMES =
  "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma tau upsilon phi chi psi omega";
const GREEK = new Map(
  NAMES.split(" ").flatMap((name, i) => {
    // Between rho and sigma stands the sigma that ends words.
    const letter = String.fromCodePoint(0x3b1 + i + (i > 16 ? 1 : 0));
    const capital = `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
    return [
      [name, letter],
      [capital, letter.toUpperCase()],
    ] as const;
  }),
);

/** A parameter's name as it is written in mathematics, as far as plain text can: `σ` for `sigma`, `γ_1` for `gamma_1`. */
export function symbolOf(name: string): string {
  const [, letters = "", rest = ""] = /^([A-Za-z]+)(.*)$/.exec(name) ?? [];
  const letter = GREEK.get(letters);
  return letter === undefined ? name : `${letter}${rest}`;
}
