import type { ModelFacts } from "../../analysis/model-facts.ts";
import type { RunOptions, SweepRange } from "../../run/run-options.ts";
import type { FormStrings } from "../../run-form/api.ts";
import { type CheckElement, make } from "./elements.ts";
import { Field } from "./field.ts";

type ParameterFacts = ModelFacts["record"]["parameters"][number];

/** A parameter of the form: a value, or a sweep over several. */
export class ParameterRow {
  readonly element: HTMLElement;
  readonly name: string;
  readonly #value: Field;
  readonly #range: readonly [Field, Field, Field];
  readonly #sweeps: CheckElement;

  constructor({ name, title, unit, value, expression }: ParameterFacts, strings: FormStrings) {
    this.name = name;
    const placeholder = expression === undefined ? shown(value) : `${expression} = ${shown(value)}`;
    this.#value = new Field(
      `parameter:${name}`,
      `${name}${title === undefined ? "" : `, ${title}`}`,
      {
        placeholder,
        hidden: true,
        ...(unit !== undefined && { unit }),
      },
    );
    const part = (which: string, label: string): Field =>
      new Field(`sweep:${name}:${which}`, `${name} ${label}`, { placeholder: label, hidden: true });
    this.#range = [
      part("from", strings.from),
      part("to", strings.to),
      part("count", strings.count),
    ];
    this.#sweeps = make(
      "vscode-checkbox",
      { "aria-label": `${strings.sweep} ${name}` },
      strings.sweep,
    ) as CheckElement; // the toolkit's
    this.#sweeps.addEventListener("change", () => this.#toggle());
    const range = make("div", { class: "range" }, ...this.#range.map(({ element }) => element));
    const label = make(
      "div",
      { class: "name" },
      make("code", {}, name),
      title === undefined ? undefined : make("span", { class: "title" }, title),
    );
    this.element = make(
      "div",
      { class: "parameter" },
      label,
      this.#value.element,
      range,
      this.#sweeps,
    );
  }

  /** The value that is set; undefined if the model's own stays, or it is swept. */
  get value(): number | undefined {
    return this.#sweeps.checked ? undefined : this.#value.number;
  }

  get sweep(): SweepRange | undefined {
    if (!this.#sweeps.checked) return undefined;
    const [from, to, count] = this.#range.map(({ number = Number.NaN }) => number);
    return {
      name: this.name,
      from: from ?? Number.NaN,
      to: to ?? Number.NaN,
      count: count ?? Number.NaN,
    };
  }

  fill({ parameters = {}, sweep = [] }: RunOptions): void {
    const value = parameters[this.name];
    const range = sweep.find(({ name }) => name === this.name);
    this.#value.text = value === undefined ? undefined : shown(value);
    this.#sweeps.checked = range !== undefined;
    const [from, to, count] = this.#range;
    from.text = range && shown(range.from);
    to.text = range && shown(range.to);
    count.text = range && String(range.count);
    this.#toggle();
  }

  set problem(message: string | undefined) {
    const [from] = this.#range;
    this.#value.problem = this.#sweeps.checked ? undefined : message;
    from.problem = this.#sweeps.checked ? message : undefined;
  }

  onInput(listener: () => void): void {
    for (const field of [this.#value, ...this.#range]) field.onInput(listener);
    this.#sweeps.addEventListener("change", listener);
  }

  #toggle(): void {
    this.element.classList.toggle("swept", this.#sweeps.checked === true);
  }
}

/** A number as it can be typed back. */
export function shown(value: number): string {
  return String(Number(value.toPrecision(6)));
}
