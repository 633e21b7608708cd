import { parameter } from "../graph/build.ts";
import { evaluateTemplate } from "../graph/evaluate.ts";
import { topologicalOrder } from "../graph/graph.ts";
import type { Node } from "../graph/node.ts";
import type { LooseDefinition } from "./define-model.ts";
import { formulaNode } from "./formula.ts";
import type { Parameter } from "./model.ts";
import { modelError } from "./model-error.ts";

/** Parameters in the order of their definition, with their values. */
interface Parameters {
  readonly parameters: Parameter[];
  readonly values: ReadonlyMap<string, number>;
}

/**
 * A model's parameters.
 *
 * @throws DriftgraphError `parameter-cycle`, or `non-finite-parameter` for a default that isn't finite.
 */
export function buildParameters(input: LooseDefinition["parameters"]): Parameters {
  const names = new Map(Object.keys(input).map((name): [string, Node] => [name, parameter(name)]));
  const parameters = Object.entries(input).map(([name, given]): Parameter => {
    const described = typeof given === "object" && given !== null ? given : { value: given };
    const context = { where: `parameter ${name}`, names };
    return { ...described, name, value: formulaNode(described.value, context) };
  });
  return { parameters, values: valuesOf(sorted(parameters)) };
}

/** The symbols of parameters by name. */
export function parameterNames(parameters: readonly Parameter[]): Map<string, Node> {
  return new Map(parameters.map(({ name }) => [name, parameter(name)]));
}

function dependencies(value: Node): string[] {
  return topologicalOrder([value]).flatMap((node) =>
    node.op === "parameter" ? [node.attributes.name] : [],
  );
}

/** Depth first, so that a cycle is found as the path that leads back into itself. */
function sorted(parameters: readonly Parameter[]): Parameter[] {
  const byName = new Map(parameters.map((entry) => [entry.name, entry]));
  const done = new Set<string>();
  const order: Parameter[] = [];
  const visit = (entry: Parameter, path: readonly string[]): void => {
    if (done.has(entry.name)) return;
    if (path.includes(entry.name)) {
      const cycle = [...path.slice(path.indexOf(entry.name)), entry.name].join(" → ");
      throw modelError("parameter-cycle", `parameters depend on each other in a cycle: ${cycle}`);
    }
    for (const name of dependencies(entry.value)) {
      const needed = byName.get(name);
      if (needed) visit(needed, [...path, entry.name]);
    }
    done.add(entry.name);
    order.push(entry);
  };
  for (const entry of parameters) visit(entry, []);
  return order;
}

function valuesOf(order: readonly Parameter[]): Map<string, number> {
  const values = new Map<string, number>();
  for (const { name, value } of order) {
    const result = evaluateTemplate(value, values);
    if (!Number.isFinite(result)) {
      throw modelError(
        "non-finite-parameter",
        `parameter ${name} is ${result}, expected a finite number`,
      );
    }
    values.set(name, result);
  }
  return values;
}
