import { make, type ValueElement } from "./elements.ts";

/** A text field with a label, and a place for what is wrong with its value. */
export class Field {
  readonly element: HTMLElement;
  readonly #input: ValueElement;
  readonly #problem: HTMLElement;

  constructor(
    readonlyName: string,
    label: string,
    options: {
      readonly placeholder?: string;
      readonly unit?: string;
      readonly hidden?: boolean;
    } = {},
  ) {
    const id = `field-${readonlyName}`;
    const problemId = `${id}-problem`;
    this.#input = make("vscode-text-field", {
      id,
      placeholder: options.placeholder,
      "aria-label": label,
      "aria-describedby": problemId,
      "data-field": readonlyName,
    }) as ValueElement; // the toolkit's element
    this.#problem = make("div", { id: problemId, class: "problem", role: "alert" });
    const unit =
      options.unit === undefined ? undefined : make("span", { class: "unit" }, options.unit);
    const caption = options.hidden ? undefined : make("label", { for: id }, label);
    this.element = make(
      "div",
      { class: "field" },
      caption,
      make("div", { class: "input" }, this.#input, unit),
      this.#problem,
    );
  }

  /** The text without the spaces around it; undefined if empty. */
  get text(): string | undefined {
    const text = (this.#input.value ?? "").trim();
    return text === "" ? undefined : text;
  }

  set text(text: string | undefined) {
    this.#input.value = text ?? "";
    this.#input.setAttribute("current-value", text ?? "");
  }

  /** The number that is written; NaN if it is none. */
  get number(): number | undefined {
    const { text } = this;
    return text === undefined ? undefined : Number(text.replace(/[\u202f_,\s]/g, ""));
  }

  set problem(message: string | undefined) {
    this.#problem.textContent = message ?? "";
    this.element.classList.toggle("wrong", message !== undefined);
    if (message === undefined) this.#input.removeAttribute("aria-invalid");
    else this.#input.setAttribute("aria-invalid", "true");
  }

  onInput(listener: () => void): void {
    this.#input.addEventListener("input", listener);
  }

  focus(): void {
    this.#input.focus();
  }
}
