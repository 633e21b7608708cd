// @ts-check
import process from "node:process";
import { createInterface } from "node:readline";

/**
 * The other end of a peer's pipe. It answers `run THREADS` with the milliseconds that a run took, `plane STEP SPECIES`
 * with the values of all paths, and `phases THREADS` with what the runs' time was spent on.
 *
 * @param {object} implementation
 * @param {(threads: number) => void | Promise<void>} implementation.run what is timed
 * @param {() => void} [implementation.tidy] before a run, not timed
 * @param {(step: number, species: number) => ArrayLike<number>} [implementation.plane] of the last run
 * @param {(threads: number) => Readonly<Record<string, number>>} [implementation.phases] milliseconds by phase
 */
export async function serve({ run, tidy, plane, phases }) {
  for await (const line of createInterface({ input: process.stdin })) {
    const [command, first, second] = line.split(" ");
    if (command === "run") {
      tidy?.();
      const start = performance.now();
      await run(Number(first));
      console.log(performance.now() - start);
    } else if (command === "plane" && plane) {
      console.log(JSON.stringify(Array.from(plane(Number(first), Number(second)))));
    } else if (command === "phases" && phases) {
      console.log(JSON.stringify(phases(Number(first))));
    } else {
      console.log(`error: no command "${line}"`);
    }
  }
}
