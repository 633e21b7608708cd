import { expect, it } from "vitest";
import { models } from "../models.ts";
import { catalogue } from "./index.ts";

it("gives the same models under the same names, in the same order", async () => {
  expect(Object.keys(catalogue)).toEqual(Object.keys(models));
  const loaded = await Promise.all(Object.values(catalogue).map((load) => load()));
  expect(loaded).toEqual(Object.values(models));
});
