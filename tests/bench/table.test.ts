import { expect, it } from "vitest";
import { REFERENCE } from "./names.mjs";
import { formatTable } from "./table.mjs";

it("formats a table with the ratio to the reference on as many threads", () => {
  const row = (implementation: string, threads: number, times: number[], cpuTimes: number[]) => ({
    ...{ workload: "W1", implementation, threads, times, cpuTimes },
  });
  const timed = [
    row(REFERENCE, 1, [10, 12, 11], [9, 9, 9]),
    row(REFERENCE, 2, [5, 6, 5.5], [10, 10, 10]),
    row("Driftgraph WASM", 2, [10, 12, 1100], [18, 19, 20]),
    row("no CPU times", 1, [20, 24, 22], [Number.NaN, Number.NaN, Number.NaN]),
    row("JAX", 64, [1, 2, 3], [4, 5, 6]),
  ];
  expect(formatTable(timed)).toMatchInlineSnapshot(`
    [
      "implementation   threads  median ms  min ms  × C++ AVX2  × by CPU",
      "C++ AVX2               1       11.0    10.0        1.00      1.00",
      "C++ AVX2               2        5.5     5.0        1.00      1.00",
      "Driftgraph WASM        2       12.0    10.0        2.00      1.90",
      "no CPU times           1       22.0    20.0        2.00",
      "JAX                   64        2.0     1.0",
    ]
  `);
});
