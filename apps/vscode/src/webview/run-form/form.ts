import type { ModelFacts, SchemeFacts } from "../../analysis/model-facts.ts";
import type { RunOptions } from "../../run/run-options.ts";
import type { FormState, FormStrings } from "../../run-form/api.ts";
import { make, mathElement, type ValueElement } from "./elements.ts";
import { Field } from "./field.ts";
import { ParameterRow, shown } from "./parameter-row.ts";

const NUMBERS = ["paths", "tEnd", "dt", "every"] as const;

/** The fields of a model's run: what they say are options, what is left empty is the model's own. */
export class Form {
  readonly element: HTMLElement;
  readonly #numbers: Readonly<Record<(typeof NUMBERS)[number], Field>>;
  readonly #rows: readonly ParameterRow[];
  readonly #initial: ReadonlyMap<string, Field>;
  readonly #seed: Field;
  readonly #threads: Field;
  readonly #scheme: ValueElement;
  readonly #dtype: ValueElement;
  readonly #backend: ValueElement;
  /** Where to say what is wrong with a choice. */
  readonly #choices = {
    scheme: make("div", { class: "problem", role: "alert" }),
    backend: make("div", { class: "problem", role: "alert" }),
  };
  readonly #more: HTMLElement;
  readonly #strings: FormStrings;

  constructor(facts: ModelFacts, { strings, hardwareThreads }: FormState) {
    this.#strings = strings;
    const { record, run, schemes } = facts;
    const time = record.timeUnit === undefined ? {} : { unit: record.timeUnit };
    this.#numbers = {
      paths: new Field("paths", strings.paths, { placeholder: String(run.paths) }),
      tEnd: new Field("tEnd", strings.tEnd, { placeholder: shown(run.tEnd), ...time }),
      dt: new Field("dt", strings.dt, { placeholder: shown(run.dt), ...time }),
      every: new Field("every", strings.every, { placeholder: strings.everyHint, ...time }),
    };
    this.#rows = record.parameters.map((parameter) => new ParameterRow(parameter, strings));
    this.#initial = new Map(
      record.species.map(({ name, title, unit, initial = "" }) => [
        name,
        new Field(`initial:${name}`, title === undefined ? name : `${name}, ${title}`, {
          placeholder: initial,
          ...(unit !== undefined && { unit }),
        }),
      ]),
    );
    this.#seed = new Field("seed", strings.seed, { placeholder: "0" });
    const threads = `${strings.threadsHint} (${hardwareThreads})`;
    this.#threads = new Field("threads", strings.threads, { placeholder: threads });
    this.#scheme = schemeList(schemes, strings);
    this.#dtype = dropdown("dtype", strings.dtype, [
      ["", "float32"],
      ["float64", "float64"],
    ]);
    this.#backend = dropdown("backend", strings.backend, [
      ["", "wasm"],
      ["tensorflow", "tensorflow"],
      ["interpreter", "interpreter"],
    ]);
    this.#more = this.#furtherFields();
    this.element = this.#layout(facts);
  }

  /** What is asked for. */
  get options(): RunOptions {
    const numbers = NUMBERS.flatMap((name) => {
      const { number } = this.#numbers[name];
      return number === undefined ? [] : [[name, number]];
    });
    const values = this.#rows.flatMap(({ name, value }) =>
      value === undefined ? [] : [[name, value]],
    );
    const initial = [...this.#initial].flatMap(([name, { number }]) =>
      number === undefined ? [] : [[name, number]],
    );
    const sweep = this.#rows.flatMap((row) => row.sweep ?? []);
    const { text: seed } = this.#seed;
    const { number: threads } = this.#threads;
    return {
      ...Object.fromEntries(numbers),
      ...(this.#scheme.value && { scheme: this.#scheme.value }),
      ...(seed !== undefined && { seed }),
      ...(values.length > 0 && { parameters: Object.fromEntries(values) }),
      ...(initial.length > 0 && { initial: Object.fromEntries(initial) }),
      ...(sweep.length > 0 && { sweep }),
      ...(this.#dtype.value === "float64" && { dtype: "float64" }),
      ...(this.#backend.value !== "" && { backend: this.#backend.value as RunOptions["backend"] }), // from the list above
      ...(threads !== undefined && { threads }),
    };
  }

  set options(options: RunOptions) {
    for (const name of NUMBERS) {
      const value = options[name];
      this.#numbers[name].text = value === undefined ? undefined : shown(value);
    }
    for (const row of this.#rows) row.fill(options);
    for (const [name, field] of this.#initial) {
      const value = options.initial?.[name];
      field.text = value === undefined ? undefined : shown(value);
    }
    this.#seed.text = options.seed;
    this.#threads.text = options.threads === undefined ? undefined : String(options.threads);
    this.#scheme.value = options.scheme ?? "";
    this.#dtype.value = options.dtype === "float64" ? "float64" : "";
    this.#backend.value = options.backend === "wasm" ? "" : (options.backend ?? "");
  }

  /** Puts a message to its field; false if there is no such field. */
  showProblem(field: string, message: string | undefined): boolean {
    for (const one of this.#fields()) one.problem = undefined;
    for (const place of Object.values(this.#choices)) place.textContent = "";
    if (message === undefined) return true;
    const [kind = "", name = ""] = field.split(":");
    // A problem must not hide in what is folded.
    if (["backend", "seed", "threads"].includes(kind)) this.#more.setAttribute("open", "");
    if (kind === "scheme" || kind === "backend") {
      this.#choices[kind].textContent = message;
      return true;
    }
    const row = this.#rows.find(
      (one) => (kind === "parameter" || kind === "sweep") && one.name === name,
    );
    const found = row ?? (kind === "initial" ? this.#initial.get(name) : this.#plain(kind));
    if (found) found.problem = message;
    return found !== undefined;
  }

  /** The first field with something that isn't a number; the core would only see NaN. */
  get notNumbers(): string | undefined {
    for (const name of NUMBERS) if (Number.isNaN(this.#numbers[name].number)) return name;
    for (const { name, value } of this.#rows) if (Number.isNaN(value)) return `parameter:${name}`;
    for (const [name, { number }] of this.#initial)
      if (Number.isNaN(number)) return `initial:${name}`;
    for (const { name, sweep } of this.#rows) {
      if (sweep && [sweep.from, sweep.to, sweep.count].some(Number.isNaN)) return `sweep:${name}`;
    }
    return Number.isNaN(this.#threads.number) ? "threads" : undefined;
  }

  onInput(listener: () => void): void {
    for (const one of this.#fields()) one.onInput(listener);
    for (const list of [this.#scheme, this.#dtype, this.#backend])
      list.addEventListener("change", listener);
  }

  focus(): void {
    this.#numbers.paths.focus();
  }

  #plain(kind: string): Field | undefined {
    if (kind === "seed") return this.#seed;
    if (kind === "threads") return this.#threads;
    return NUMBERS.some((name) => name === kind)
      ? this.#numbers[kind as (typeof NUMBERS)[number]]
      : undefined;
  }

  #fields(): (Field | ParameterRow)[] {
    return [
      ...Object.values(this.#numbers),
      ...this.#rows,
      ...this.#initial.values(),
      this.#seed,
      this.#threads,
    ];
  }

  #layout({ record, noise, schemes }: ModelFacts): HTMLElement {
    const strings = this.#strings;
    const heading = make(
      "header",
      {},
      make("h1", {}, record.title ?? record.name),
      ...record.equations.map(({ mathml }) =>
        make("div", { class: "equation" }, mathElement(mathml)),
      ),
    );
    const numbers = NUMBERS.map((name) => this.#numbers[name].element);
    const refused = schemes.filter(({ refusal }) => refusal !== undefined);
    const scheme = make(
      "section",
      { "aria-label": strings.scheme },
      make("h2", {}, strings.scheme),
      this.#scheme,
      this.#choices.scheme,
      make("p", { class: "note" }, `${noise.structure}: ${noise.reason}`),
      refused.length === 0
        ? undefined
        : make(
            "details",
            {},
            make("summary", {}, strings.notApplicable),
            make(
              "ul",
              {},
              ...refused.map(({ name, refusal }) =>
                make("li", {}, make("code", {}, name), `: ${refusal}`),
              ),
            ),
          ),
    );
    return make(
      "div",
      { class: "fields" },
      heading,
      make("section", { class: "numbers" }, ...numbers),
      scheme,
      section(
        strings.parameters,
        "parameters",
        this.#rows.map(({ element }) => element),
      ),
      section(
        strings.initial,
        "numbers",
        [...this.#initial.values()].map(({ element }) => element),
      ),
      this.#more,
    );
  }

  #furtherFields(): HTMLElement {
    const strings = this.#strings;
    return make(
      "details",
      { class: "more" },
      make("summary", {}, strings.more),
      make(
        "section",
        { class: "numbers" },
        this.#seed.element,
        labelled(strings.dtype, this.#dtype),
        labelled(strings.backend, this.#backend),
        this.#threads.element,
      ),
      this.#choices.backend,
    );
  }
}

function section(
  title: string,
  name: string,
  children: readonly HTMLElement[],
): HTMLElement | undefined {
  if (children.length === 0) return undefined;
  return make(
    "section",
    { "aria-label": title },
    make("h2", {}, title),
    make("div", { class: name }, ...children),
  );
}

function labelled(label: string, element: HTMLElement): HTMLElement {
  return make("div", { class: "field" }, make("label", {}, label), element);
}

function dropdown(
  name: string,
  label: string,
  options: readonly (readonly [string, string])[],
): ValueElement {
  const list = make("vscode-dropdown", { "aria-label": label, "data-field": name }) as ValueElement; // the toolkit's
  list.append(...options.map(([value, text]) => make("vscode-option", { value }, text)));
  return list;
}

/** Each scheme with the order that it really has for this model; those that don't apply aren't offered. */
function schemeList(schemes: readonly SchemeFacts[], strings: FormStrings): ValueElement {
  const applicable = schemes.filter(({ order }) => order !== undefined);
  const fallback = applicable.find(({ isDefault }) => isDefault);
  const automatic = fallback
    ? `${fallback.name} — ${strings.schemeAuto}, ${orders(fallback)}`
    : strings.schemeAuto;
  return dropdown("scheme", strings.scheme, [
    ["", automatic],
    ...applicable.map((scheme): [string, string] => [
      scheme.name,
      `${scheme.name} — ${orders(scheme)}`,
    ]),
  ]);
}

function orders({ order }: SchemeFacts): string {
  const { strong = null, weak = null } = order ?? {};
  return `strong ${strong ?? "–"}, weak ${weak ?? "–"}`;
}
