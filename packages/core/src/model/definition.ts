import type { Distribution } from "./distributions.ts";
import type { Expression, Operand } from "./expression.ts";
import type { Interpretation, Positivity, TypicalRun } from "./model.ts";

/** The symbols that a formula written as a function is given, by name. */
export type Symbols<Name extends string> = { readonly [N in Name]: Expression };

/** A formula: a number, equation text, or a function of the symbols that it may use. */
export type Equation<Name extends string> = number | string | ((symbols: Symbols<Name>) => Operand);

/** A parameter: a value, or an expression of other parameters, perhaps with a title and a unit. */
export type ParameterInput<P extends string> =
  | Equation<P>
  | { readonly value: Equation<P>; readonly title?: string; readonly unit?: string };

/** An initial value: a number, an expression of parameters, or a distribution. */
export type InitialInput<P extends string> = Equation<P> | Distribution<P>;

/** A formula that may use the time `t` beside other symbols. */
export type TimedEquation<Name extends string> = Equation<Name | "t">;

/** A named expression of the state. */
export type ObservableInput<Name extends string> =
  | TimedEquation<Name>
  | { readonly value: TimedEquation<Name>; readonly title?: string; readonly unit?: string };

/** A condition of the state: text such as `x1 > 0.8 and x2 < 0.2`, or a function that returns a comparison. */
export type Condition<Name extends string> = string | ((symbols: Symbols<Name>) => Expression);

/** A condition that is watched at every step. */
export type EventInput<Name extends string> =
  | Condition<Name | "t">
  | { readonly when: Condition<Name | "t">; readonly title?: string };

/** One formula a species, or one function that gives them all. */
export type DriftInput<S extends string, P extends string> =
  | { readonly [N in S]: TimedEquation<S | P> }
  | ((symbols: Symbols<S | P | "t">) => { readonly [N in S]: Operand });

/**
 * The noise, in one of two forms:
 * - by species, `{ x1: "sigma*x1" }`: each species named has a Wiener process of its own;
 * - by Wiener process, `{ W1: { x1: "a", x2: "b*x2" } }`: each drives the species named in it.
 */
export type DiffusionInput<S extends string, P extends string> =
  | { readonly [N in S]?: TimedEquation<S | P> }
  | { readonly [wiener: string]: { readonly [N in S]?: TimedEquation<S | P> } };

/** What `defineModel` takes. */
export interface ModelDefinition<S extends string, P extends string, O extends string> {
  readonly name: string;
  readonly title?: string;
  readonly description?: string;
  /** Where the model is from: an article, a book, a DOI. */
  readonly source?: string;
  readonly interpretation: Interpretation;
  readonly units?: {
    readonly time?: string;
    readonly species?: string | { readonly [N in NoInfer<S>]?: string };
  };
  readonly titles?: { readonly [N in NoInfer<S>]?: string };
  readonly parameters: { readonly [N in P]: ParameterInput<NoInfer<P>> };
  /** Initial values, which also name the species. */
  readonly state: { readonly [N in S]: InitialInput<NoInfer<P>> };
  readonly drift: DriftInput<NoInfer<S>, NoInfer<P>>;
  readonly diffusion: DiffusionInput<NoInfer<S>, NoInfer<P>>;
  /** For all species, or by species; `allow` by default. */
  readonly positivity?: Positivity | { readonly [N in NoInfer<S>]?: Positivity };
  readonly observables?: { readonly [N in O]: ObservableInput<NoInfer<S | P>> };
  /**
   * Conditions that are watched at every step: how many paths meet them, when they first do, and how
   * often. `{ on: { when: "x1 > 0.8", title: "gene 1 on" } }`.
   */
  readonly events?: { readonly [name: string]: EventInput<NoInfer<S | P>> };
  /** Ranges of histograms, by species; found by a pilot run otherwise. */
  readonly ranges?: { readonly [N in NoInfer<S>]?: readonly [low: number, high: number] };
  /** The run that shows what the model does. */
  readonly run?: Partial<TypicalRun>;
}
