import {
  provideVSCodeDesignSystem,
  vsCodeButton,
  vsCodeCheckbox,
  vsCodeDivider,
  vsCodeDropdown,
  vsCodeOption,
  vsCodeTextField,
} from "@vscode/webview-ui-toolkit";

provideVSCodeDesignSystem().register(
  vsCodeButton(),
  vsCodeCheckbox(),
  vsCodeDivider(),
  vsCodeDropdown(),
  vsCodeOption(),
  vsCodeTextField(),
);

/** Elements of the toolkit that have a value. */
export interface ValueElement extends HTMLElement {
  value: string;
}

/** A checkbox of the toolkit. */
export interface CheckElement extends HTMLElement {
  checked: boolean;
}

type Attributes = Readonly<Record<string, string | boolean | undefined>>;

/** Makes an element; an undefined or false attribute is left out. */
export function make(
  tag: string,
  attributes: Attributes = {},
  ...children: readonly (Node | string | undefined)[]
): HTMLElement {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== undefined));
  return element;
}

/** A button with what it does. */
export function button(label: string, act: () => void, appearance = "secondary"): HTMLElement {
  const element = make("vscode-button", { appearance }, label);
  element.addEventListener("click", act);
  return element;
}

/** MathML as elements: parsed as XML, so that nothing in it can be a script. */
export function mathElement(mathml: string): Node {
  const parsed = new DOMParser().parseFromString(mathml, "application/xml");
  const root = parsed.documentElement;
  return root.localName === "math" ? document.importNode(root, true) : document.createTextNode("");
}
