// Runs 5,000,000 paths of the switch with summaries, and prints the process's peak memory in bytes.
import process from "node:process";
import { simulate } from "@driftgraph/core";
import { models } from "@driftgraph/models";

const run = await simulate(models.switch, { paths: 5_000_000, scheme: "rk4-article" });
const peak = process.resourceUsage().maxRSS * 1024;
process.stdout.write(
  JSON.stringify({ peak, paths: run.ensembles[0].paths, milliseconds: run.timings.run }),
);
