import {
  buildSimulation,
  findScheme,
  type Model,
  type Node,
  numericFunction,
  parameterValues,
  type Scheme,
  scanOf,
} from "@driftgraph/core";

/** One step of a scheme in double precision. */
export interface StepFunction {
  /** Normals that a step takes, in the order in which they are given. */
  readonly normals: readonly { readonly stream: "dW" | "dZ"; readonly channel: number }[];
  readonly initial: readonly number[];
  /** The state after a step of dt from x at t. */
  step(x: readonly number[], t: number, dt: number, normals: readonly number[]): number[];
}

/** The body of the very graph that is run, as a function to be called with any normals. */
export function stepFunction(model: Model, scheme: string | Scheme): StepFunction {
  const simulation = buildSimulation(model, {
    scheme: typeof scheme === "string" ? findScheme(scheme) : scheme,
  });
  const loop = scanOf(simulation.graph);
  if (!loop) throw new Error("a simulation without a loop");
  const { body } = loop.attributes;
  const sources = normalsOf(body.outputs.map(({ node }) => node));
  const values = parameterValues(model, new Map());
  const species = model.species.length;
  const names = body.arguments.slice(species).map(({ attributes }) => attributes.name);
  const next = numericFunction(
    body.outputs.slice(0, species).map(({ node }) => node),
    [...body.arguments, ...sources],
    new Map(),
  );
  return {
    normals: sources.map(({ attributes: { stream, channel } }) => {
      if (stream === "initial") throw new Error("a step draws from dW and dZ");
      return { stream, channel };
    }),
    initial: model.species.map(({ initial }) => numericFunction([initial], [], values)([])[0] ?? 0),
    step: (x, t, dt, normals) => {
      const named = names.map((name) => (name === "t" ? t : name === "dt" ? dt : values.get(name)));
      return [...next([...x, ...named.map((value) => value ?? Number.NaN), ...normals])];
    },
  };
}

function normalsOf(roots: readonly Node[]): Node<"normal">[] {
  const found = new Set<Node>();
  const visit = (node: Node): void => {
    if (found.has(node)) return;
    found.add(node);
    node.inputs.forEach(visit);
  };
  roots.forEach(visit);
  return [...found]
    .filter((node): node is Node<"normal"> => node.op === "normal")
    .sort((a, b) => key(a) - key(b));
}

function key({ attributes: { stream, channel } }: Node<"normal">): number {
  return (stream === "dW" ? 0 : 1000) + channel;
}
