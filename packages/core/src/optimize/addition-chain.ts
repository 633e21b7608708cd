/** One multiplication of a chain: x^exponent = x^left · x^right. */
export interface Link {
  readonly exponent: number;
  readonly left: number;
  readonly right: number;
}

const found = new Map<string, readonly Link[]>();

/**
 * The shortest chain of multiplications that makes all of the given powers of x, exactly shortest:
 * by iterative deepening over ascending addition chains (Knuth, TAOCP 2, 4.6.3).
 *
 * @param exponents integers ≥ 1; meant for at most 64, since the search is exponential.
 */
export function additionChain(exponents: readonly number[]): readonly Link[] {
  const targets = [...new Set(exponents)].filter((exponent) => exponent > 1).sort((a, b) => a - b);
  const key = targets.join();
  const known = found.get(key);
  if (known) return known;
  let length = Math.max(targets.length, Math.ceil(Math.log2(targets.at(-1) ?? 1)));
  let chain = search([1], [], targets, length);
  while (!chain) chain = search([1], [], targets, ++length);
  found.set(key, chain);
  return chain;
}

/** Extends an ascending chain by at most `left` elements to one with all targets. */
function search(
  chain: readonly number[],
  links: readonly Link[],
  targets: readonly number[],
  left: number,
): readonly Link[] | undefined {
  const last = chain.at(-1) ?? 1;
  const next = targets.find((target) => target > last);
  if (next === undefined) return links;
  const largest = targets.at(-1) ?? next;
  if (last * 2 ** left < largest || targets.filter((target) => target > last).length > left)
    return undefined;
  for (const link of extensions(chain, next)) {
    const complete = search([...chain, link.exponent], [...links, link], targets, left - 1);
    if (complete) return complete;
  }
  return undefined;
}

/** The sums of two elements beyond the last and up to a limit, largest first, each once. */
function extensions(chain: readonly number[], limit: number): Link[] {
  const last = chain.at(-1) ?? 1;
  const sums = new Map<number, Link>();
  for (const [i, left] of chain.entries()) {
    for (const right of chain.slice(0, i + 1)) {
      const exponent = left + right;
      if (exponent > last && exponent <= limit) sums.set(exponent, { exponent, left, right });
    }
  }
  return [...sums.values()].sort((a, b) => b.exponent - a.exponent);
}
