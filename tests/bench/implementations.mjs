// @ts-check
import { availableParallelism } from "node:os";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { findInstallation } from "@driftgraph/tensorflow/node";
import * as names from "./names.mjs";
import { MissingPeer, startPeer } from "./peer.mjs";
import { coldProcess, shellProcess } from "./peers/processes.mjs";
import { startPython, startTensorFlow } from "./peers/python.mjs";
import { startReference } from "./peers/reference.mjs";

const CORES = availableParallelism();
const ONE_AND_MORE = [...new Set([1, 2, CORES])].sort((a, b) => a - b);
const TRAJECTORIES = /** @type {const} */ (["W1", "W2"]);
const ENSEMBLES = /** @type {const} */ (["W1", "W2", "W3"]);

/**
 * @typedef {import("./peer.mjs").Peer} Peer
 *
 * @typedef {object} Implementation
 * @property {string} name
 * @property {readonly import("./workloads.mjs").WorkloadName[]} workloads
 * @property {readonly number[]} threads a row for each
 * @property {(workload: string) => Promise<Peer>} start rejects with a MissingPeer where it can't be measured
 * @property {(peer: Peer, threads: number) => Promise<string>} [explain] what its time was spent on, for people
 */

/**
 * All that is compared, in the order of the table. NumPy, JAX and JavaScript sit out W3, which would take them minutes.
 *
 * @type {readonly Implementation[]}
 */
export const IMPLEMENTATIONS = [
  {
    name: names.REFERENCE,
    workloads: ENSEMBLES,
    threads: ONE_AND_MORE,
    start: (workload) => startReference(workload, "avx2"),
  },
  {
    name: names.REFERENCE_NATIVE,
    workloads: ENSEMBLES,
    threads: ONE_AND_MORE,
    start: (workload) => startReference(workload, "native"),
  },
  {
    name: names.DRIFTGRAPH_FMA,
    workloads: ENSEMBLES,
    threads: ONE_AND_MORE,
    start: async (workload) => startNode("driftgraph.mjs", [workload, "fma"]),
    explain: phases,
  },
  {
    name: names.DRIFTGRAPH,
    workloads: ENSEMBLES,
    threads: ONE_AND_MORE,
    start: async (workload) => startNode("driftgraph.mjs", [workload, "no-fma"]),
    explain: phases,
  },
  {
    name: names.JAX,
    workloads: TRAJECTORIES,
    threads: [CORES],
    start: (workload) => startPython(workload, "jax"),
  },
  {
    name: names.SAVED_MODEL,
    workloads: ENSEMBLES,
    threads: [CORES],
    start: (workload) => startLibtensorflow("tensorflow.mjs", workload),
  },
  {
    name: names.TENSORFLOW,
    workloads: ENSEMBLES,
    threads: [CORES],
    start: (workload) => startTensorFlow(workload, CORES),
  },
  {
    name: names.TFJS_EAGER,
    workloads: TRAJECTORIES,
    threads: [CORES],
    start: (workload) => startLibtensorflow("tfjs-eager.mjs", workload),
  },
  {
    name: names.NUMPY,
    workloads: TRAJECTORIES,
    threads: [1],
    start: (workload) => startPython(workload, "numpy"),
  },
  {
    name: names.JAVASCRIPT,
    workloads: TRAJECTORIES,
    threads: [1],
    start: async (workload) => startNode("javascript.mjs", [workload]),
  },
  { name: names.DRIFTGRAPH_FMA, workloads: ["cold"], threads: [1], start: coldProcess },
  {
    name: names.SHELL_BARE,
    workloads: ["shell"],
    threads: [1],
    start: () => shellProcess(["-e", "0"]),
  },
  {
    name: names.SHELL_RUN,
    workloads: ["shell"],
    threads: [CORES],
    start: () =>
      shellProcess(
        [
          fileURLToPath(new URL("bin/driftgraph.mjs", cliFolder())),
          "run",
          "switch",
          "--logdir",
          "runs",
        ],
        { writes: "runs" },
      ),
  },
];

/**
 * A peer that needs what `driftgraph setup tensorflow` sets up. TensorFlow may have a process of its own, so
 * that the peer's processor time says nothing.
 *
 * @param {string} file of `peers/`
 * @param {string} workload
 * @throws MissingPeer where it isn't set up
 */
async function startLibtensorflow(file, workload) {
  if (!findInstallation()) {
    throw new MissingPeer("no libtensorflow here; `npx driftgraph setup tensorflow` gets it");
  }
  return { ...startNode(file, [workload]), cpu: () => undefined };
}

/**
 * @param {string} file of `peers/`
 * @param {readonly string[]} args
 */
function startNode(file, args) {
  return startPeer([
    process.execPath,
    fileURLToPath(new URL(`peers/${file}`, import.meta.url)),
    ...args,
  ]);
}

/**
 * @param {Peer} peer
 * @param {number} threads
 */
async function phases(peer, threads) {
  /** @type {[phase: string, ms: number][]} */
  const medians = Object.entries(JSON.parse(await peer.ask(`phases ${threads}`)));
  return medians.map(([phase, ms]) => `${phase} ${ms.toFixed(1)}`).join(", ");
}

function cliFolder() {
  return new URL(".", import.meta.resolve("driftgraph/package.json"));
}
