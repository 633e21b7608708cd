import { Rpc } from "../../messages/rpc.ts";
import type { FormHostApi, FormPageApi, FormState, Preset } from "../../run-form/api.ts";
import { editor, editorPort } from "../webview-port.ts";
import { button, make, type ValueElement } from "./elements.ts";
import { Form } from "./form.ts";

/** Between the last key and a check by the core. */
const PAUSE_MS = 150;

const root = document.querySelector("#form");
let form: Form | undefined;
let show: ((progress: string) => void) | undefined;

const page: FormPageApi = {
  changed: (state) => build({ ...state, ...(form && { options: form.options }) }),
  running: (progress) => show?.(progress),
};
const host = new Rpc<FormHostApi>(editorPort, page);

const isRestored = editor.getState() !== undefined;
const first = await host.call("state");
editor.setState(first.target);
build(first);
// A reload must not take the keys from where somebody was typing.
if (!isRestored) form?.focus();

function build(state: FormState): void {
  const { facts, strings, problem } = state;
  if (!facts) {
    form = undefined;
    root?.replaceChildren(make("p", { class: "problem", role: "alert" }, problem ?? ""));
    return;
  }
  const current = new Form(facts, state);
  form = current;
  const status = make("div", { class: "status", role: "status" });
  const command = make("code", { class: "command", tabindex: "0" });
  const go = button(strings.run, () => void host.call("run", current.options), "primary");
  const stop = button(strings.cancel, () => void host.call("cancel"));
  stop.hidden = true;
  const check = async (): Promise<void> => {
    const { options, notNumbers } = current;
    if (notNumbers !== undefined) {
      current.showProblem(notNumbers, strings.number);
      go.setAttribute("disabled", "");
      return;
    }
    void host.call("keep", options);
    const { problem: wrong, plan, command: line } = await host.call("check", options);
    const placed = current.showProblem(wrong?.field ?? "", wrong?.message);
    go.toggleAttribute("disabled", wrong !== undefined);
    status.textContent = wrong
      ? placed
        ? ""
        : wrong.message
      : `${plan && plan.points > 1 ? `${plan.points} ${strings.points} × ` : ""}${plan?.paths.toLocaleString()} ${strings.paths_} × ${plan?.steps.toLocaleString()} ${strings.steps}, ${plan?.scheme}`;
    command.textContent = line;
  };
  let timer: ReturnType<typeof setTimeout> | undefined;
  const soon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void check(), PAUSE_MS);
  };
  const fill = (options: FormState["options"]): void => {
    current.options = options;
    void check();
  };
  current.onInput(soon);
  show = (progress) => {
    const ended = progress === "" && !stop.hidden;
    stop.hidden = progress === "";
    if (progress !== "") status.textContent = progress;
    else if (ended) soon();
  };
  root?.replaceChildren(
    current.element,
    presetBar(state, current, fill),
    make(
      "section",
      { "aria-label": strings.command },
      make("h2", {}, strings.command),
      make(
        "div",
        { class: "row" },
        command,
        button(strings.copy, () => void host.call("copy", current.options)),
      ),
    ),
    make(
      "footer",
      {},
      go,
      stop,
      button(strings.reset, () => fill({})),
      status,
    ),
  );
  fill(state.options);
}

/** Presets: choose one to fill the form, save the form under a name, delete one. */
function presetBar(
  { strings, presets }: FormState,
  current: Form,
  fill: (options: FormState["options"]) => void,
): HTMLElement {
  const list = make("vscode-dropdown", { "aria-label": strings.presets }) as ValueElement; // the toolkit's
  const name = make("vscode-text-field", {
    placeholder: strings.presetName,
    "aria-label": strings.presetName,
  }) as ValueElement; // the toolkit's
  let known: readonly Preset[] = presets;
  const update = (next: readonly Preset[]): void => {
    known = next;
    const options = [["", strings.choose], ...next.map((preset) => [preset.name, preset.name])];
    list.replaceChildren(
      ...options.map(([value = "", text = ""]) => make("vscode-option", { value }, text)),
    );
  };
  update(presets);
  list.addEventListener("change", () => {
    const chosen = known.find((preset) => preset.name === list.value);
    if (!chosen) return;
    name.value = chosen.name;
    fill(chosen.options);
  });
  const save = button(strings.save, async () => {
    const given = name.value.trim();
    if (given !== "") update(await host.call("savePreset", given, current.options));
  });
  const remove = button(strings.delete, async () => {
    if (name.value.trim() !== "") update(await host.call("deletePreset", name.value.trim()));
  });
  return make(
    "section",
    { "aria-label": strings.presets },
    make("h2", {}, strings.presets),
    make("div", { class: "row" }, list, name, save, remove),
  );
}
