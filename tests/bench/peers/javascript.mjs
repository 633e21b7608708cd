// @ts-check
// Tuned JavaScript: the reference's three loops by blocks of 256 paths, over typed arrays, without SIMD.
import process from "node:process";
import * as article from "../article.mjs";
import { DT, ENSEMBLES, isEnsembleName, SEED, STEPS } from "../workloads.mjs";
import { serve } from "./lines.mjs";

const { A21, A31, A32, A42, A51, A52, A53, A54, PHILOX_M0, PHILOX_M1, PHILOX_W0, PHILOX_W1 } =
  article;
const BLOCK = 256;
const CHUNK = 4;
const HILL = DT * article.K_TO_N;
const DECAY = -DT * article.GAMMA;
const K_TO_N = article.K_TO_N;
const VARIANCE = article.SIGMA ** 2 * DT;

const name = process.argv[2] ?? "";
if (!isEnsembleName(name) || !ENSEMBLES[name].trajectories)
  throw new Error(`no workload "${name}"`);
const { model, paths } = ENSEMBLES[name];
const initial = article.INITIAL[model] ?? [];
const species = initial.length;

const trajectories = new Float32Array(STEPS * species * paths);
const noise = new Float32Array(CHUNK * species * BLOCK);
const words = new Int32Array(noise.buffer);
const state = new Float64Array(species * BLOCK);

/** The high half of a × b, both unsigned; a in two halves of 16 bits. */
function high(/** @type {number} */ aHigh, /** @type {number} */ aLow, /** @type {number} */ b) {
  const bHigh = b >>> 16;
  const bLow = b & 0xffff;
  const cross = Math.imul(aHigh, bLow);
  const other = Math.imul(aLow, bHigh);
  const carry = (Math.imul(aLow, bLow) >>> 16) + (cross & 0xffff) + (other & 0xffff);
  return (Math.imul(aHigh, bHigh) + (cross >>> 16) + (other >>> 16) + (carry >>> 16)) | 0;
}

/** Loop 1: the words of one Philox block of all paths of a block, as four planes from `at`. */
function fillWords(
  /** @type {number} */ at,
  /** @type {number} */ firstPath,
  /** @type {number} */ block,
) {
  for (let i = 0; i < BLOCK; i++) {
    let c0 = firstPath + i;
    let c1 = 0;
    let c2 = block;
    let c3 = 0;
    let k0 = SEED;
    let k1 = 0;
    for (let round = 0; round < 10; round++) {
      const high0 = high(PHILOX_M0 >>> 16, PHILOX_M0 & 0xffff, c0);
      const high1 = high(PHILOX_M1 >>> 16, PHILOX_M1 & 0xffff, c2);
      const low0 = Math.imul(PHILOX_M0, c0);
      c0 = high1 ^ c1 ^ k0;
      c1 = Math.imul(PHILOX_M1, c2);
      c2 = high0 ^ c3 ^ k1;
      c3 = low0;
      k0 = (k0 + PHILOX_W0) | 0;
      k1 = (k1 + PHILOX_W1) | 0;
    }
    words[at + i] = c0;
    words[at + BLOCK + i] = c1;
    words[at + 2 * BLOCK + i] = c2;
    words[at + 3 * BLOCK + i] = c3;
  }
}

const exponentBits = new Float32Array(1);
const exponentWord = new Int32Array(exponentBits.buffer);

/** −2 ln u of a single-precision number in (0, 1], times σ² dt. */
function squaredRadius(/** @type {number} */ u) {
  exponentBits[0] = u;
  const bits = /** @type {number} */ (exponentWord[0]);
  const shifted = (bits - 0x3f3504f3) | 0;
  exponentWord[0] = (shifted & 0x7fffff) + 0x3f3504f3;
  const f = /** @type {number} */ (exponentBits[0]) - 1;
  let p = 0.2021352863 * f - 0.3244504893;
  p = p * f + 0.3450169634;
  p = p * f - 0.3980034639;
  p = p * f + 0.4993981655;
  p = p * f - 0.6667011736;
  p = p * f + 1.000007303;
  p = p * f - 1.999999891;
  const value = p * f - 1.3862943611 * (shifted >> 23);
  return value > 0 ? value * VARIANCE : 0;
}

/** Loop 2: words become normals times σ √dt, in place. */
function wordsToNoise(/** @type {number} */ pairs) {
  for (let pair = 0; pair < pairs; pair++) {
    const at = 2 * pair * BLOCK;
    for (let i = at; i < at + BLOCK; i++) {
      const w0 = /** @type {number} */ (words[i]);
      const w1 = /** @type {number} */ (words[i + BLOCK]);
      const r = Math.sqrt(squaredRadius((Math.abs(w0) + 0.5) * 2 ** -31));
      const y = 0.5 - Math.abs(w1) * 2 ** -31;
      const y2 = y * y;
      let sine = 0.0775608033 * y2 - 0.5982423658;
      sine = sine * y2 + 2.550069773;
      sine = sine * y2 - 5.167709688;
      sine = sine * y2 + 3.141592637;
      let cosine = 0.2196981874 * y2 - 1.33188094;
      cosine = cosine * y2 + 4.05841206;
      cosine = cosine * y2 - 4.93479285;
      cosine = cosine * y2 + 1;
      noise[i] = r * y * sine;
      noise[i + BLOCK] = w1 < 0 ? -r * cosine : r * cosine;
    }
  }
}

/** k = dt f(x) + noise of a gene with concentration `own`, repressed by `other`. */
function stage(/** @type {number} */ own, /** @type {number} */ other, /** @type {number} */ dW) {
  const square = other * other;
  return HILL / (K_TO_N + square * square * square) + DECAY * own + dW;
}

/** Loop 3, two genes. */
function stepTwo(
  /** @type {number} */ from,
  /** @type {number} */ to,
  /** @type {number} */ count,
) {
  for (let i = 0; i < count; i++) {
    const x = /** @type {number} */ (state[i]);
    const y = /** @type {number} */ (state[BLOCK + i]);
    const dX = x * /** @type {number} */ (noise[from + i]);
    const dY = y * /** @type {number} */ (noise[from + BLOCK + i]);
    const x1 = stage(x, y, dX);
    const y1 = stage(y, x, dY);
    const xa = x + A21 * x1;
    const ya = y + A21 * y1;
    const x2 = stage(xa, ya, dX);
    const y2 = stage(ya, xa, dY);
    const xb = x + A31 * x1 + A32 * x2;
    const yb = y + A31 * y1 + A32 * y2;
    const x3 = stage(xb, yb, dX);
    const y3 = stage(yb, xb, dY);
    const xc = x + A42 * x2;
    const yc = y + A42 * y2;
    const xNext = x + A51 * x1 + A52 * x2 + A53 * x3 + A54 * stage(xc, yc, dX);
    const yNext = y + A51 * y1 + A52 * y2 + A53 * y3 + A54 * stage(yc, xc, dY);
    state[i] = xNext;
    state[BLOCK + i] = yNext;
    trajectories[to + i] = xNext;
    trajectories[to + paths + i] = yNext;
  }
}

/** Loop 3, three genes. */
function stepThree(
  /** @type {number} */ from,
  /** @type {number} */ to,
  /** @type {number} */ count,
) {
  for (let i = 0; i < count; i++) {
    const x = /** @type {number} */ (state[i]);
    const y = /** @type {number} */ (state[BLOCK + i]);
    const z = /** @type {number} */ (state[2 * BLOCK + i]);
    const dX = x * /** @type {number} */ (noise[from + i]);
    const dY = y * /** @type {number} */ (noise[from + BLOCK + i]);
    const dZ = z * /** @type {number} */ (noise[from + 2 * BLOCK + i]);
    const x1 = stage(x, y, dX);
    const y1 = stage(y, z, dY);
    const z1 = stage(z, x, dZ);
    const xa = x + A21 * x1;
    const ya = y + A21 * y1;
    const za = z + A21 * z1;
    const x2 = stage(xa, ya, dX);
    const y2 = stage(ya, za, dY);
    const z2 = stage(za, xa, dZ);
    const xb = x + A31 * x1 + A32 * x2;
    const yb = y + A31 * y1 + A32 * y2;
    const zb = z + A31 * z1 + A32 * z2;
    const x3 = stage(xb, yb, dX);
    const y3 = stage(yb, zb, dY);
    const z3 = stage(zb, xb, dZ);
    const xc = x + A42 * x2;
    const yc = y + A42 * y2;
    const zc = z + A42 * z2;
    const xNext = x + A51 * x1 + A52 * x2 + A53 * x3 + A54 * stage(xc, yc, dX);
    const yNext = y + A51 * y1 + A52 * y2 + A53 * y3 + A54 * stage(yc, zc, dY);
    const zNext = z + A51 * z1 + A52 * z2 + A53 * z3 + A54 * stage(zc, xc, dZ);
    state[i] = xNext;
    state[BLOCK + i] = yNext;
    state[2 * BLOCK + i] = zNext;
    trajectories[to + i] = xNext;
    trajectories[to + paths + i] = yNext;
    trajectories[to + 2 * paths + i] = zNext;
  }
}

function simulate() {
  const step = species === 2 ? stepTwo : stepThree;
  for (let first = 0; first < paths; first += BLOCK) {
    const count = Math.min(BLOCK, paths - first);
    initial.forEach((value, s) => {
      state.fill(value, s * BLOCK, (s + 1) * BLOCK);
    });
    for (let start = 0; start < STEPS; start += CHUNK) {
      const steps = Math.min(CHUNK, STEPS - start);
      const philoxBlocks = Math.ceil((steps * species) / 4);
      for (let b = 0; b < philoxBlocks; b++)
        fillWords(4 * b * BLOCK, first, (start * species) / 4 + b);
      wordsToNoise(2 * philoxBlocks);
      for (let n = 0; n < steps; n++)
        step(n * species * BLOCK, (start + n) * species * paths + first, count);
    }
  }
}

await serve({
  run: simulate,
  plane: (step, s) =>
    trajectories.subarray((step * species + s) * paths, (step * species + s + 1) * paths),
});
