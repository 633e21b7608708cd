import { describe, expect, it } from "vitest";
import { constant, elementwise, variable } from "../graph/build.ts";
import type { Node } from "../graph/node.ts";
import { PATHS } from "../graph/shape.ts";
import { splitLazy } from "./lazy-statements.ts";
import { selectStatements } from "./statements.ts";

const x = variable("x", PATHS);
const isSmall = elementwise("less", x, constant(1));

/** A costly function of a value. */
const costly = (value: Node): Node => elementwise("sin", elementwise("cos", value));

const partsOf = (...roots: Node[]) => splitLazy(selectStatements(roots, false), roots);
const opsOf = (roots: Node[]) =>
  partsOf(...roots).map(({ statements, unless }) => [
    statements.map(({ op }) => op).join(" "),
    unless === isSmall,
  ]);

describe("splitLazy", () => {
  it("sets apart what a select takes only where its condition doesn't hold", () => {
    const root = elementwise("select", isSmall, elementwise("exp", x), costly(x));
    expect(opsOf([elementwise("neg", root)])).toEqual([
      ["less exp", false],
      ["cos sin", true],
      ["select neg", false],
    ]);
  });

  it("leaves what is used elsewhere, too, where it is", () => {
    const value = costly(x);
    const root = elementwise("select", isSmall, x, value);
    expect(opsOf([root, elementwise("neg", value)])).toHaveLength(1);
    expect(opsOf([root, value])).toHaveLength(1);
    expect(opsOf([elementwise("select", isSmall, value, value)])).toHaveLength(1);
  });

  it("doesn't branch for what is cheap", () => {
    expect(opsOf([elementwise("select", isSmall, x, elementwise("exp", x))])).toHaveLength(1);
  });

  it("keeps every statement once, after all that it needs", () => {
    const first = elementwise("select", isSmall, x, costly(x));
    const condition = elementwise("less", first, constant(0));
    const second = elementwise("select", condition, first, costly(first));
    const parts = partsOf(second);
    expect(parts.filter(({ unless }) => unless)).toHaveLength(2);
    const done = new Set<Node>();
    for (const { operands, result } of parts.flatMap(({ statements }) => statements)) {
      for (const node of operands) {
        expect(done.has(node) || node === x || node.op === "constant").toBe(true);
      }
      expect(done.has(result)).toBe(false);
      done.add(result);
    }
    expect(done.size).toBe(selectStatements([second], false).length);
  });
});
