import { constant, elementwise } from "../graph/build.ts";
import { currentScope, inScope } from "../graph/context.ts";
import type { Node } from "../graph/node.ts";
import type { Stream } from "../graph/op.ts";
import { substitute } from "../graph/rewrite.ts";
import type { Model } from "../model/model.ts";
import type { Scheme, StepInputs } from "../schemes/scheme.ts";
import { symbolicSde } from "../schemes/symbolic-sde.ts";
import { withKeptStages } from "./kept-stages.ts";
import { bindingsFor } from "./parameters.ts";
import { type Guarded, guard } from "./positivity.ts";

/** Where a step starts, and what drives it. */
export interface StepFrom {
  /** One node a species. */
  readonly x: readonly Node[];
  readonly t: Node;
  readonly dt: Node;
  /** The flag that the path has stopped, if any species stops. */
  readonly stopped: Node | undefined;
  /** Standard normals of a stream, one a Wiener process; further blocks of them are independent. */
  normals(stream: Stream, block?: number): Node[];
}

/** What the names in a model's formulas stand for. */
export type Resolve = (name: string) => Node;

/** One step of a scheme, with the species' positivity policies applied to where it leads. */
export function guardedStep(
  model: Model,
  scheme: Scheme,
  resolve: Resolve,
  from: StepFrom,
): Guarded {
  const raw = scheme.step(stepInputs(model, resolve, from));
  return inScope("positivity", () => guard(model.species, from.x, raw, from.stopped));
}

/** What a scheme is given for a step of a model. */
export function stepInputs(
  model: Model,
  resolve: Resolve,
  { x, t, dt, normals }: Omit<StepFrom, "stopped">,
): StepInputs {
  const roots = [...model.drift, ...model.diffusion.flat()];
  const sde = withKeptStages(model, symbolicSde(model, bindingsFor(roots, resolve)), x);
  const sqrtDt = inScope("noise", () => elementwise("sqrt", dt));
  return { sde, x, t, dt, sqrtDt, normals };
}

/** The initial values of the species. */
export function initialValues(model: Model, resolve: Resolve): Node[] {
  return model.species.map(({ initial, name }) =>
    inScope(name, () => at(model, initial, resolve, [], constant(0))),
  );
}

/** A formula of a model where the state is `x`, at time t. */
export function at(
  model: Model,
  formula: Node,
  resolve: Resolve,
  x: readonly Node[],
  t: Node,
): Node {
  const bindings = bindingsFor([formula], resolve);
  for (const [i, symbol] of model.state.entries()) bindings.set(symbol, x[i] ?? symbol);
  bindings.set(model.time, t);
  return substitute([formula], bindings, currentScope())[0] ?? formula;
}
