import type * as vscode from "vscode";
import type { Preset } from "./api.ts";
import { readOptions } from "./read-options.ts";

const KEY = "driftgraph.presets";

/** The presets of a model, kept in the workspace. */
export class Presets {
  readonly #state: vscode.Memento;
  readonly #model: string;

  constructor(state: vscode.Memento, model: string) {
    this.#state = state;
    this.#model = model;
  }

  all(): readonly Preset[] {
    const kept = this.#everything()[this.#model];
    return (Array.isArray(kept) ? kept : []).flatMap((preset): Preset[] =>
      typeof preset?.name === "string"
        ? [{ name: preset.name, options: readOptions(preset.options) }]
        : [],
    );
  }

  async save(preset: Preset): Promise<void> {
    const others = this.all().filter(({ name }) => name !== preset.name);
    await this.#update([...others, preset].sort((a, b) => a.name.localeCompare(b.name)));
  }

  async delete(name: string): Promise<void> {
    await this.#update(this.all().filter((preset) => preset.name !== name));
  }

  async #update(presets: readonly Preset[]): Promise<void> {
    await this.#state.update(KEY, { ...this.#everything(), [this.#model]: presets });
  }

  #everything(): Readonly<Record<string, readonly Partial<Preset>[] | undefined>> {
    return this.#state.get(KEY, {});
  }
}
