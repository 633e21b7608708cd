// @ts-check
// tfjs-node as its own documentation would have it written: op by op, each run when it is called, in tidied scopes.
import { createRequire } from "node:module";
import path from "node:path";
import process from "node:process";
import { findInstallation } from "@driftgraph/tensorflow/node";
import * as article from "../article.mjs";
import { DT, ENSEMBLES, isEnsembleName, STEPS } from "../workloads.mjs";
import { serve } from "./lines.mjs";

const { A21, A31, A32, A42, A51, A52, A53, A54, GAMMA, K_TO_N, SIGMA } = article;
const name = process.argv[2] ?? "";
if (!isEnsembleName(name) || !ENSEMBLES[name].trajectories)
  throw new Error(`no workload "${name}"`);
const { model, paths } = ENSEMBLES[name];
const folder = findInstallation()?.folder ?? "";
/** Untyped: the package is in the user's cache folder, not among ours. */
const tf = createRequire(path.join(folder, "package.json"))("@tensorflow/tfjs-node");

/** @typedef {any} Tensor of tfjs-node */

/**
 * k = dt f(x) + noise, each gene repressed by the next one of the ring.
 *
 * @param {readonly Tensor[]} x
 * @param {readonly Tensor[]} noise
 */
function increment(x, noise) {
  return x.map((own, i) => {
    const square = x[(i + 1) % x.length].square();
    const hill = tf.div(DT * K_TO_N, square.mul(square).mul(square).add(K_TO_N));
    return hill.sub(own.mul(DT * GAMMA)).add(noise[i]);
  });
}

/**
 * @param {readonly Tensor[]} x
 * @param {...(readonly [number, readonly Tensor[]])} terms
 */
function add(x, ...terms) {
  return x.map((own, i) => terms.reduce((sum, [factor, k]) => sum.add(k[i].mul(factor)), own));
}

/** @param {readonly Tensor[]} x */
function step(x) {
  const noise = x.map((own) => own.mul(tf.randomNormal([paths], 0, SIGMA * Math.sqrt(DT))));
  const k1 = increment(x, noise);
  const k2 = increment(add(x, [A21, k1]), noise);
  const k3 = increment(add(x, [A31, k1], [A32, k2]), noise);
  const k4 = increment(add(x, [A42, k2]), noise);
  return add(x, [A51, k1], [A52, k2], [A53, k3], [A54, k4]);
}

/** @type {Tensor[][]} */
let trajectories = [];

await serve({
  run: () => {
    let x = (article.INITIAL[model] ?? []).map((value) => tf.fill([paths], value));
    trajectories = Array.from({ length: STEPS }, () => {
      x = tf.tidy(() => step(x));
      return x;
    });
  },
  tidy: () => tf.dispose(trajectories),
});
