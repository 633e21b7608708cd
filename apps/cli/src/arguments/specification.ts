/** What the value of an option or a positional argument names, for shell completion. */
export type Completion =
  | "model"
  | "run"
  | "run or model"
  | "file"
  | "folder"
  | "scheme"
  | readonly string[];

/** An option of a command. */
export interface OptionSpec {
  /** Placeholder of its value in the help; a flag without. */
  readonly value?: string;
  readonly description: string;
  /** One letter, as in `-p`. */
  readonly short?: string;
  /** Whether it may be given more than once. */
  readonly repeat?: true;
  /** Whether `--no-<name>` is accepted too. */
  readonly negatable?: true;
  readonly completes?: Completion;
}

/** A positional argument of a command. */
export interface PositionalSpec {
  readonly name: string;
  readonly required: boolean;
  /** Whether there may be several; of the last one only. */
  readonly repeat?: true;
  readonly description: string;
  readonly completes?: Completion;
}

/** A command line that shows what a command is for. */
export interface Example {
  readonly line: string;
  readonly what: string;
}

/** The command line of a command: its help, its completion and its parsing all come from here. */
export interface CommandSpec {
  readonly name: string;
  /** One line. */
  readonly summary: string;
  readonly positionals: readonly PositionalSpec[];
  readonly options: Readonly<Record<string, OptionSpec>>;
  readonly examples: readonly Example[];
  /** What else a user should know, in paragraphs. */
  readonly notes?: readonly string[];
}

/** Options that every command has. */
export const COMMON_OPTIONS: Readonly<Record<string, OptionSpec>> = {
  help: { short: "h", description: "Show this help" },
};
