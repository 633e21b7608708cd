// @ts-check
import * as article from "./article.mjs";
import { DT, SEED } from "./workloads.mjs";

const { A21, A31, A32, A42, A51, A52, A53, A54, GAMMA, INITIAL, K_TO_N, SIGMA } = article;

/**
 * Philox4x32-10 as its paper states it: slow and obvious.
 *
 * @param {readonly number[]} counter four words
 * @param {readonly number[]} key two words
 * @returns {number[]} four words, unsigned
 */
export function philox(counter, key) {
  let [c0 = 0n, c1 = 0n, c2 = 0n, c3 = 0n] = counter.map((word) =>
    BigInt.asUintN(32, BigInt(word)),
  );
  let [k0 = 0n, k1 = 0n] = key.map((word) => BigInt.asUintN(32, BigInt(word)));
  for (let round = 0; round < 10; round++) {
    const p0 = BigInt(article.PHILOX_M0) * c0;
    const p1 = BigInt(article.PHILOX_M1) * c2;
    [c0, c1, c2, c3] = [
      (p1 >> 32n) ^ c1 ^ k0,
      p1 & 0xffffffffn,
      (p0 >> 32n) ^ c3 ^ k1,
      p0 & 0xffffffffn,
    ];
    k0 = BigInt.asUintN(32, k0 + BigInt(article.PHILOX_W0));
    k1 = BigInt.asUintN(32, k1 + BigInt(article.PHILOX_W1));
  }
  return [c0, c1, c2, c3].map(Number);
}

/**
 * One path in double precision, by the letter of the scheme: what all fast implementations are held against.
 *
 * @param {string} model
 * @param {number} path
 * @param {number} steps
 * @returns {number[][]} [step][species], without the initial state
 */
export function simulatePath(model, path, steps) {
  const normals = normalsOf(path);
  let x = [...(INITIAL[model] ?? [])];
  return Array.from({ length: steps }, () => {
    const noise = x.map((value) => SIGMA * value * Math.sqrt(DT) * Number(normals.next().value));
    x = step(x, noise);
    return x;
  });
}

/** @param {number} path */
function* normalsOf(path) {
  for (let block = 0; ; block++) {
    const [w0 = 0, w1 = 0, w2 = 0, w3 = 0] = philox([path, 0, block, 0], [SEED, 0]);
    yield* boxMuller(w0 | 0, w1 | 0);
    yield* boxMuller(w2 | 0, w3 | 0);
  }
}

/**
 * @param {number} a a signed word
 * @param {number} b a signed word
 */
function boxMuller(a, b) {
  const radius = Math.sqrt(Math.max(0, -2 * Math.log((Math.abs(a) + 0.5) * 2 ** -31)));
  const angle = Math.PI * b * 2 ** -31;
  return [radius * Math.cos(angle), radius * Math.sin(angle)];
}

/**
 * @param {readonly number[]} x
 * @param {readonly number[]} noise
 */
function step(x, noise) {
  /** @param {readonly number[]} at */
  const slope = (at) => drift(at).map((f, i) => DT * f + (noise[i] ?? 0));
  const k1 = slope(x);
  const k2 = slope(combine(x, [A21, k1]));
  const k3 = slope(combine(x, [A31, k1], [A32, k2]));
  const k4 = slope(combine(x, [A42, k2]));
  return combine(x, [A51, k1], [A52, k2], [A53, k3], [A54, k4]);
}

/** @param {readonly number[]} x */
function drift(x) {
  return x.map((own, i) => {
    const other = x[(i + 1) % x.length] ?? 0;
    return K_TO_N / (K_TO_N + other ** 6) - GAMMA * own;
  });
}

/**
 * @param {readonly number[]} x
 * @param {readonly [factor: number, k: readonly number[]][]} terms
 */
function combine(x, ...terms) {
  return x.map((own, i) => terms.reduce((sum, [factor, k]) => sum + factor * (k[i] ?? 0), own));
}
