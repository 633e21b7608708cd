import { readFileSync } from "node:fs";
import { SCHEMES } from "@driftgraph/core";
import { describe, expect, it } from "vitest";
import { compare } from "./adaptive.mjs";
import { APPLICABLE, measure } from "./measure.mjs";
import { save } from "./multilevel.mjs";
import { adaptiveRow, fateRow, orderRow, pathRow, row, savingRow } from "./page.mjs";

const PAGE = readFileSync(new URL("../../docs/numerics.md", import.meta.url), "utf8");

// The numbers are the same on every machine: counter-based noise, no fused multiply-add, exact sums.
describe("docs/numerics.md", () => {
  it.each(SCHEMES.map((scheme) => [scheme.name, scheme] as const))(
    "has the orders of %s as the scheme states them",
    (_, scheme) => {
      expect(PAGE).toContain(row(orderRow(scheme)));
    },
  );

  it.each(["euler-maruyama", "rk4-article", "sriw1"])(
    "has the wrong fates of %s as they are measured",
    async (scheme) => {
      expect(PAGE).toContain(row(fateRow(await measure("switch", scheme, 0.1))));
    },
    120_000,
  );

  it("has what a path of the repressilator is off by Euler–Maruyama, as it is measured", async () => {
    const scheme = "euler-maruyama";
    const measured = [
      await measure("repressilator", scheme, 0.1),
      await measure("repressilator", scheme, 0.05),
    ];
    expect(PAGE).toContain(row(pathRow(scheme, measured)));
  }, 120_000);

  it("has what steps that adapt are worth on a fall into a well, as it is measured", async () => {
    for (const compared of await compare("fall"))
      expect(PAGE).toContain(row(adaptiveRow(compared)));
  }, 120_000);

  it("has what levels save on geometric Brownian motion, as it is measured", async () => {
    expect(PAGE).toContain(row(savingRow(await save("growth"))).replace(/ \|$/, ""));
  }, 120_000);

  it("has a row for each scheme that applies", () => {
    for (const scheme of APPLICABLE) {
      expect(PAGE.split("\n").filter((line) => line.startsWith(`| \`${scheme}\``))).toHaveLength(3);
    }
  });
});
