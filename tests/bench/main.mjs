// @ts-check
import os from "node:os";
import process from "node:process";
import { compare, selected } from "./compare.mjs";
import { formatVerdicts, judge } from "./gates.mjs";
import { IMPLEMENTATIONS } from "./implementations.mjs";
import { optionsOrUsage } from "./options.mjs";
import { setUpPython } from "./peers/python.mjs";
import { rowOf } from "./rounds.mjs";
import { formatTable } from "./table.mjs";
import { WORKLOADS } from "./workloads.mjs";

/** What the times were measured on. Other work on the machine hits the rows of two threads most. */
function machine() {
  const processor = os.cpus()[0]?.model.trim() ?? "unknown processor";
  const cores = os.availableParallelism();
  const load = (os.loadavg()[0] ?? 0).toFixed(1);
  const { platform, versions } = process;
  return `${processor}, ${cores} cores (load before: ${load}), ${platform}, Node ${versions.node}`;
}

/** @param {import("./options.mjs").Options} options */
async function bench({ json, strict, setup, workloads, only, rounds }) {
  if (setup) console.error(`Python peers: ${await setUpPython()}`);
  // Under --json standard output is for the array alone.
  const say = json ? console.error : console.log;
  say(machine());
  /** @type {import("./rounds.mjs").Timed[]} */
  const all = [];
  for (const workload of workloads) {
    const { timed, missing, notes } = await compare(
      workload,
      selected(IMPLEMENTATIONS, only),
      rounds,
    );
    if (timed.length === 0 && missing.length === 0) continue;
    all.push(...timed);
    const counted = timed[0] ? `; ${timed[0].times.length} alternating rounds` : "";
    say(`\n${workload}: ${WORKLOADS[workload].title}${counted}`);
    if (timed.length > 0) for (const line of formatTable(timed)) say(line);
    for (const note of notes) say(`medians of phases, ms: ${note}`);
    for (const { implementation, reason } of missing) say(`missing: ${implementation}: ${reason}`);
  }
  const verdicts = judge(all, workloads);
  say("\nGates: medians over the rounds of ratios within a round");
  for (const line of formatVerdicts(verdicts)) say(line);
  if (json) console.log(JSON.stringify(all.map(rowOf), undefined, 2));
  if (strict && verdicts.some(({ verdict }) => verdict === "fails")) process.exitCode = 1;
}

const options = optionsOrUsage(process.argv.slice(2));
if (options) await bench(options);
