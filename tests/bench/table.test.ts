import { expect, it } from "vitest";
import { REFERENCE } from "./names.mjs";
import { formatTable } from "./table.mjs";

it("formats a table with the ratio to the reference on as many threads", () => {
  const timed = [
    { workload: "W1", implementation: REFERENCE, threads: 1, times: [10, 12, 11] },
    { workload: "W1", implementation: REFERENCE, threads: 2, times: [5, 6, 5.5] },
    { workload: "W1", implementation: "Driftgraph WASM", threads: 2, times: [10, 12, 1100] },
    { workload: "W1", implementation: "JAX", threads: 64, times: [1, 2, 3] },
  ];
  expect(formatTable(timed)).toMatchInlineSnapshot(`
    [
      "implementation   threads  median ms  min ms  × C++ AVX2",
      "C++ AVX2               1       11.0    10.0        1.00",
      "C++ AVX2               2        5.5     5.0        1.00",
      "Driftgraph WASM        2       12.0    10.0        2.00",
      "JAX                   64        2.0     1.0",
    ]
  `);
});
