// @ts-check
import process from "node:process";
import { parseArgs } from "node:util";
import { isWorkloadName, WORKLOADS } from "./workloads.mjs";

const USAGE = `npm run bench -- [options]

  --workload NAME  only this workload (repeatable): ${Object.keys(WORKLOADS).join(", ")}
  --only NAME      only implementations with this in their name (repeatable), and the C++ reference they are held against
  --rounds N       rounds of each workload
  --json           an array of { workload, implementation, threads, medianMs, minMs, rounds } on standard output
  --strict         exit code 1 if a gate fails
  --setup          install the Python peers into the user's cache folder first
  --help           this`;

/**
 * @typedef {object} Options
 * @property {boolean} json
 * @property {boolean} strict
 * @property {boolean} setup
 * @property {boolean} help
 * @property {readonly import("./workloads.mjs").WorkloadName[]} workloads
 * @property {readonly string[]} only in lower case; empty for all
 * @property {number | undefined} rounds the workload's own by default
 */

/** A command line that can't be understood. */
export class UsageError extends Error {}

/**
 * @param {readonly string[]} args
 * @returns {Options}
 * @throws UsageError
 */
export function parseOptions(args) {
  const values = parse(args);
  const workloads = values.workload?.map((name) => {
    const found = Object.keys(WORKLOADS).find((key) => key.toLowerCase() === name.toLowerCase());
    if (found === undefined || !isWorkloadName(found)) {
      throw new UsageError(`no workload "${name}": expected ${Object.keys(WORKLOADS).join(", ")}`);
    }
    return found;
  });
  const rounds = values.rounds === undefined ? undefined : Number(values.rounds);
  if (rounds !== undefined && !(Number.isInteger(rounds) && rounds > 0)) {
    throw new UsageError(`--rounds takes a positive whole number, not "${values.rounds}"`);
  }
  return {
    json: values.json ?? false,
    strict: values.strict ?? false,
    setup: values.setup ?? false,
    help: values.help ?? false,
    workloads: workloads ?? Object.keys(WORKLOADS).filter(isWorkloadName),
    only: (values.only ?? []).map((name) => name.toLowerCase()),
    rounds,
  };
}

/**
 * The options to measure with; undefined if there is nothing to measure, which the user has been told then.
 *
 * @param {readonly string[]} args
 * @returns {Options | undefined}
 */
export function optionsOrUsage(args) {
  try {
    const options = parseOptions(args);
    if (!options.help) return options;
    console.log(USAGE);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    console.error(`${error.message}\n\n${USAGE}`);
    process.exitCode = 2;
  }
  return undefined;
}

/** @param {readonly string[]} args */
function parse(args) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        workload: { type: "string", multiple: true },
        only: { type: "string", multiple: true },
        rounds: { type: "string" },
        json: { type: "boolean" },
        strict: { type: "boolean" },
        setup: { type: "boolean" },
        help: { type: "boolean" },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}
