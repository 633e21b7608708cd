import { DriftgraphError } from "../errors/error.ts";
import { evaluateTemplate } from "../graph/evaluate.ts";
import { topologicalOrder } from "../graph/graph.ts";
import type { Model, Parameter } from "../model/model.ts";

/**
 * The value of every parameter: as given, else the model's default, derived ones computed.
 *
 * @throws DriftgraphError `non-finite-parameter` if a derived parameter isn't finite.
 */
export function parameterValues(
  model: Model,
  given: ReadonlyMap<string, number>,
): Map<string, number> {
  const values = new Map(given);
  const definitions = new Map(model.parameters.map((definition) => [definition.name, definition]));
  const resolve = (definition: Parameter): void => {
    if (values.has(definition.name)) return;
    for (const node of topologicalOrder([definition.value])) {
      const needed = node.op === "parameter" ? definitions.get(node.attributes.name) : undefined;
      if (needed) resolve(needed);
    }
    const value = evaluateTemplate(definition.value, values);
    if (!Number.isFinite(value)) {
      throw new DriftgraphError(
        "non-finite-parameter",
        `parameter ${definition.name} of ${model.name} is ${value}, expected a finite number`,
      );
    }
    values.set(definition.name, value);
  };
  for (const definition of model.parameters) resolve(definition);
  return new Map(model.parameters.map(({ name }) => [name, values.get(name) ?? Number.NaN]));
}
