import { constant, elementwise } from "./build.ts";
import type { Node } from "./node.ts";

/** Truth as a number, for which there is arithmetic: 1 or 0. */
export function truth(condition: Node): Node {
  return elementwise("select", condition, constant(1), constant(0));
}

/** Where a truth value as a number is 1. */
export function isTrue(value: Node): Node {
  return elementwise("less", constant(0.5), value);
}

/** Where both conditions hold. */
export function both(a: Node, b: Node): Node {
  return isTrue(elementwise("select", a, truth(b), constant(0)));
}

/** Where at least one of two conditions holds. */
export function either(a: Node, b: Node): Node {
  return isTrue(elementwise("select", a, constant(1), truth(b)));
}

/** Where a condition doesn't hold. */
export function not(condition: Node): Node {
  return isTrue(elementwise("select", condition, constant(0), constant(1)));
}
