import { showNumber } from "driftgraph/embed";
import * as vscode from "vscode";
import type { AnalysedModel } from "../analysis/analyse.ts";
import { SELECTOR } from "../workspace/model-document.ts";
import type { Services } from "../workspace/services.ts";
import { keyContext } from "./definition-context.ts";
import { equationAt } from "./formula-at.ts";

/** What equations may call, with their arguments. */
const FUNCTIONS: Readonly<Record<string, string>> = {
  abs: "x",
  sign: "x",
  floor: "x",
  sqrt: "x",
  exp: "x",
  log: "x",
  sin: "x",
  cos: "x",
  tan: "x",
  asin: "x",
  acos: "x",
  atan: "x",
  sinh: "x",
  cosh: "x",
  tanh: "x",
  pow: "x, y",
  min: "x, y",
  max: "x, y",
  if: "condition, then, otherwise",
  hillActivation: "x, K, n",
  hillRepression: "x, K, n",
};

// biome-ignore-start lint/suspicious/noTemplateCurlyInString: snippets have placeholders of this form
/** The fields of a definition, with what they are for and how they begin. */
const FIELDS: Readonly<Record<string, readonly [what: string, snippet: string]>> = {
  name: ["The model's name: the name of its runs", '"$1"'],
  title: ["The name to show", '"$1"'],
  description: ["What the model is about", '"$1"'],
  source: ["Where the model is from: an article, a book, a DOI", '"$1"'],
  interpretation: ["How the stochastic integral is meant", '"${1|ito,stratonovich|}"'],
  parameters: ["Parameters: values, or expressions of other parameters", "{ $1 }"],
  state: ["Initial values, which also name the species", "{ $1 }"],
  drift: ["One formula a species: what stands before dt", "{ $1 }"],
  diffusion: ["The noise: what stands before dW", "{ $1 }"],
  positivity: [
    "What happens when a species would become negative",
    '"${1|clip,reflect,stop,allow|}"',
  ],
  observables: ["Named expressions of the state, logged like species", "{ $1 }"],
  units: ["Units of the time and the species", '{ time: "$1" }'],
  titles: ["Names of species to show", "{ $1 }"],
  ranges: ["Ranges of histograms, by species", "{ $1 }"],
  run: [
    "The run that shows what the model does",
    "{ paths: ${1:10_000}, tEnd: ${2:10}, dt: ${3:0.01} }",
  ],
};
// biome-ignore-end lint/suspicious/noTemplateCurlyInString: snippets have placeholders of this form

const BY_SPECIES = new Set(["drift", "diffusion", "positivity", "titles", "ranges"]);

/** Completion of names within equations, and of the fields of a definition. */
export function registerCompletions({ analyser }: Services): vscode.Disposable {
  return vscode.languages.registerCompletionItemProvider(
    SELECTOR,
    {
      async provideCompletionItems(document, position) {
        const { models } = await analyser.analyse(document);
        const offset = document.offsetAt(position);
        const equation = equationAt(models, offset);
        if (equation) return equationItems(equation.model, equation.part.path[0] ?? "");
        const context = keyContext(document.getText(), offset);
        if (!context) return [];
        const model = models[context.call] ?? models[0];
        return keyItems(context.path, context.present, model);
      },
    },
    '"',
    "*",
    "+",
    "-",
    "/",
    "(",
    " ",
  );
}

function equationItems(model: AnalysedModel, section: string): vscode.CompletionItem[] {
  const names = namesOf(model);
  const timed = section === "drift" || section === "diffusion" || section === "observables";
  const { Variable, Constant, Function: Called } = vscode.CompletionItemKind;
  const known = (list: readonly NamedThing[], kind: vscode.CompletionItemKind, rank: string) =>
    list.map(({ name, detail }) => {
      const item = new vscode.CompletionItem(name, kind);
      item.detail = detail;
      item.sortText = `${rank}${name}`;
      return item;
    });
  const calls = Object.entries(FUNCTIONS).map(([name, parameters]) => {
    const item = new vscode.CompletionItem(name, Called);
    item.detail = `${name}(${parameters})`;
    item.insertText = new vscode.SnippetString(`${name}($1)`);
    item.sortText = `2${name}`;
    return item;
  });
  return [
    ...(timed ? known(names.species, Variable, "0") : []),
    ...known(names.parameters, Constant, "1"),
    ...(timed ? known([{ name: "t", detail: vscode.l10n.t("time") }], Variable, "1") : []),
    ...calls,
  ];
}

interface NamedThing {
  readonly name: string;
  readonly detail: string;
}

/** From what was proved if there is something, else from what is written. */
function namesOf({ facts, parts }: AnalysedModel): Record<"species" | "parameters", NamedThing[]> {
  const written = (section: string, detail: string): NamedThing[] =>
    parts.flatMap(({ path }) =>
      path[0] === section && path.length === 2 ? [{ name: path[1] ?? "", detail }] : [],
    );
  if (!facts)
    return {
      species: written("state", vscode.l10n.t("species")),
      parameters: written("parameters", vscode.l10n.t("parameter")),
    };
  return {
    species: facts.record.species.map(({ name, title = vscode.l10n.t("species") }) => ({
      name,
      detail: title,
    })),
    parameters: facts.record.parameters.map(
      ({ name, value, title = vscode.l10n.t("parameter") }) => ({
        name,
        detail: `${showNumber(value)} — ${title}`,
      }),
    ),
  };
}

function keyItems(
  path: readonly string[],
  present: ReadonlySet<string>,
  model: AnalysedModel | undefined,
): vscode.CompletionItem[] {
  const [section] = path;
  if (section === undefined) {
    return Object.entries(FIELDS).flatMap(([name, [what, snippet]]) =>
      present.has(name) ? [] : [propertyItem(name, what, `${name}: ${snippet},`)],
    );
  }
  if (path.length > 1 || !BY_SPECIES.has(section) || !model) return [];
  return namesOf(model).species.flatMap(({ name, detail }) =>
    present.has(name) ? [] : [propertyItem(name, detail, `${name}: "$1",`)],
  );
}

function propertyItem(name: string, detail: string, snippet: string): vscode.CompletionItem {
  const item = new vscode.CompletionItem(name, vscode.CompletionItemKind.Property);
  item.detail = detail;
  item.insertText = new vscode.SnippetString(snippet);
  item.sortText = `0${name}`;
  return item;
}
