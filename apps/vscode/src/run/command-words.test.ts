import { expect, it } from "vitest";
import { commandWords } from "./command-words.ts";

it("says on the command line what the form says", () => {
  const options = {
    paths: 1000,
    dt: 0.1,
    scheme: "milstein",
    seed: "18446744073709551615",
    parameters: { K: 0.5 },
    initial: { x: 1e-5 },
    sweep: [{ name: "sigma", from: 0.1, to: 0.3, count: 3 }],
    threads: 0,
  };
  expect(commandWords("a model.ts", options, "runs").join(" ")).toBe(
    "driftgraph run a model.ts --paths 1000 --dt 0.1 --scheme milstein --seed 18446744073709551615 " +
      "--set K=0.5 --init x=0.00001 --sweep sigma=0.1:0.3:3",
  );
});

it("names the folder of logs only where it is another than the command's own", () => {
  expect(commandWords("switch", {}, "runs")).toEqual(["driftgraph", "run", "switch"]);
  expect(commandWords("switch", {}, "out/logs")).toContain("out/logs");
});
