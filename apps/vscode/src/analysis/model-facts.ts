import {
  candidates,
  type DType,
  differentiate,
  expressionText,
  findScheme,
  type Model,
  type ModelRecord,
  modelRecord,
  parameterValues,
  provedNonnegative,
  proveNoise,
} from "@driftgraph/core";

/** A scheme as it applies to one model. */
export interface SchemeFacts {
  readonly name: string;
  readonly title: string;
  readonly citation: string;
  /** The orders proved for this model's noise; null: none is. Absent if it doesn't apply. */
  readonly order?: { readonly strong: number | null; readonly weak: number | null };
  /** Why it doesn't apply. */
  readonly refusal?: string;
  readonly isDefault: boolean;
}

/** ∂(drift or diffusion of a species)/∂(species), as text. */
export interface DerivativeFacts {
  readonly of: "drift" | "diffusion";
  readonly species: string;
  readonly by: string;
  readonly text: string;
}

/** All that the editor shows of a model, as plain data. */
export interface ModelFacts {
  readonly record: ModelRecord;
  readonly noise: { readonly structure: string; readonly reason: string };
  readonly schemes: readonly SchemeFacts[];
  readonly derivatives: readonly DerivativeFacts[];
  /** Species that are proved never to become negative. */
  readonly nonnegative: readonly string[];
  readonly run: { readonly paths: number; readonly tEnd: number; readonly dt: number };
  readonly dtypes: readonly DType[];
}

/** Derivatives longer than this say nothing to anybody. */
const LONGEST_DERIVATIVE = 400;
/** Species up to which all derivatives are taken. */
const MOST_SPECIES = 12;

/** What is known and proved of a model, for its own parameters. */
export function modelFacts(model: Model): ModelFacts {
  const values = parameterValues(model, new Map());
  const noise = proveNoise(model);
  return {
    record: modelRecord(model, values, {}),
    noise,
    schemes: candidates(model).map(({ name, title, isDefault, order, refusal }) => {
      const facts = { name, title, citation: findScheme(name).citation, isDefault };
      if (refusal !== undefined) return { ...facts, refusal };
      return { ...facts, order: { strong: order?.strong ?? null, weak: order?.weak ?? null } };
    }),
    derivatives: derivativesOf(model),
    nonnegative: [...provedNonnegative(model, values)],
    run: model.run,
    dtypes: ["float32", "float64"],
  };
}

function derivativesOf({ species, state, drift, diffusion }: Model): DerivativeFacts[] {
  if (species.length > MOST_SPECIES) return [];
  const names = species.map(({ name }) => name);
  return names.flatMap((name, i) =>
    names.flatMap((by, k) => {
      const symbol = state[k];
      const a = drift[i];
      if (!symbol || !a) return [];
      const noise = (diffusion[i] ?? []).map((b) => ({ of: "diffusion" as const, node: b }));
      return [{ of: "drift" as const, node: a }, ...noise].flatMap(({ of, node }) => {
        const [derivative] = differentiate([node], symbol);
        const text = derivative ? expressionText(derivative) : "0";
        return text === "0" || text.length > LONGEST_DERIVATIVE
          ? []
          : [{ of, species: name, by, text }];
      });
    }),
  );
}
