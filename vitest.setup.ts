import process from "node:process";
import fc from "fast-check";

// Property tests draw the same cases on every machine and day; another seed looks further.
fc.configureGlobal({ seed: Number(process.env["DRIFTGRAPH_TEST_SEED"] ?? 2018) });
