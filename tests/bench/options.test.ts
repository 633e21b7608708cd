import { describe, expect, it } from "vitest";
import { parseOptions, UsageError } from "./options.mjs";

describe("parseOptions", () => {
  it("measures everything by default", () => {
    const { workloads, only, rounds, json } = parseOptions([]);
    expect({ workloads, only, rounds, json }).toEqual({
      workloads: ["W1", "W2", "W3", "cold", "shell"],
      only: [],
      rounds: undefined,
      json: false,
    });
  });

  it("takes several filters, in any case", () => {
    const { workloads, only, rounds } = parseOptions([
      "--workload",
      "w1",
      "--workload",
      "SHELL",
      "--only",
      "JAX",
      "--only",
      "fma",
      "--rounds",
      "4",
    ]);
    expect({ workloads, only, rounds }).toEqual({
      workloads: ["W1", "shell"],
      only: ["jax", "fma"],
      rounds: 4,
    });
  });

  it.each([
    [["--workload", "W4"], 'no workload "W4"'],
    [["--rounds", "0"], "--rounds takes a positive whole number"],
    [["--rounds", "many"], "--rounds takes a positive whole number"],
    [["--jsno"], "--jsno"],
  ])("refuses %j", (args, message) => {
    expect(() => parseOptions(args)).toThrow(UsageError);
    expect(() => parseOptions(args)).toThrow(message);
  });
});
