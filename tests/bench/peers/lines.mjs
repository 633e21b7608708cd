// @ts-check
import process from "node:process";
import { createInterface } from "node:readline";

/**
 * The other end of a peer's pipe. It answers `run THREADS` with the milliseconds that a run took, and `plane STEP
 * SPECIES` with the values of all paths.
 *
 * @param {object} implementation
 * @param {(threads: number) => void | Promise<void>} implementation.run what is timed
 * @param {() => void} [implementation.tidy] before a run, not timed
 * @param {(step: number, species: number) => ArrayLike<number>} [implementation.plane] of the last run
 */
export async function serve({ run, tidy, plane }) {
  for await (const line of createInterface({ input: process.stdin })) {
    const [command, first, second] = line.split(" ");
    if (command === "run") {
      tidy?.();
      const start = performance.now();
      await run(Number(first));
      console.log(performance.now() - start);
    } else if (command === "plane" && plane) {
      console.log(JSON.stringify(Array.from(plane(Number(first), Number(second)))));
    } else {
      console.log(`error: no command "${line}"`);
    }
  }
}
