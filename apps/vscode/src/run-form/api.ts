import type { CheckedOptions } from "../analysis/check-options.ts";
import type { ModelFacts } from "../analysis/model-facts.ts";
import type { RunOptions } from "../run/run-options.ts";
import type { KeptTarget } from "./kept-target.ts";

/** Options that were kept under a name, in the workspace. */
export interface Preset {
  readonly name: string;
  readonly options: RunOptions;
}

/** What the form is made from. */
export interface FormState {
  /** What the page keeps for a reload, which the extension has forgotten by then. */
  readonly target: KeptTarget;
  readonly facts?: ModelFacts;
  /** Why there is no form: what is wrong with the model. */
  readonly problem?: string;
  readonly file: string;
  readonly options: RunOptions;
  readonly presets: readonly Preset[];
  /** Threads that this machine can run at once. */
  readonly hardwareThreads: number;
  readonly strings: FormStrings;
}

/** The form's words, translated by the extension. */
export type FormStrings = Readonly<Record<FormString, string>>;

export type FormString =
  | "paths"
  | "tEnd"
  | "dt"
  | "every"
  | "everyHint"
  | "scheme"
  | "schemeAuto"
  | "notApplicable"
  | "parameters"
  | "initial"
  | "sweep"
  | "from"
  | "to"
  | "count"
  | "more"
  | "seed"
  | "dtype"
  | "backend"
  | "threads"
  | "threadsHint"
  | "presets"
  | "presetName"
  | "save"
  | "delete"
  | "reset"
  | "command"
  | "copy"
  | "run"
  | "cancel"
  | "time"
  | "number"
  | "derived"
  | "steps"
  | "paths_"
  | "points"
  | "choose";

/** What the form asks of the extension. */
export interface FormHostApi {
  state(): Promise<FormState>;
  check(options: RunOptions): Promise<CheckedOptions & { readonly command: string }>;
  run(options: RunOptions): void;
  cancel(): void;
  copy(options: RunOptions): Promise<void>;
  keep(options: RunOptions): void;
  savePreset(name: string, options: RunOptions): Promise<readonly Preset[]>;
  deletePreset(name: string): Promise<readonly Preset[]>;
}

/** What the extension tells the form. */
export interface FormPageApi {
  /** The model is another. */
  changed(state: FormState): void;
  /** How the run goes; empty when none is under way. */
  running(progress: string): void;
}
