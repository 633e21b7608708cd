import type { AnyNode, CallExpression, Expression, Program, Property } from "acorn";
import { constantsOf, isFunction, objectOf, propertiesOf, walk } from "./ast.ts";
import { type CoreNames, calledExport, coreNames } from "./core-names.ts";
import type { Span } from "./span.ts";

/** Equation text in a model's definition. */
export interface EquationText {
  readonly text: string;
  /** Between the quotes. */
  readonly span: Span;
  /** Whether each character stands for itself, so that a column of the text is one of the file. */
  readonly exact: boolean;
}

/** A property of a model's definition, at any depth. */
export interface Part {
  /** Such as `["drift", "x1"]`. */
  readonly path: readonly string[];
  readonly key: Span;
  readonly value: Span;
  readonly text?: EquationText;
}

/** A call of `defineModel` as it is written. */
export interface DefineCall {
  readonly callee: Span;
  readonly call: Span;
  /** The model's name, if it is written there. */
  readonly name?: string;
  readonly parts: readonly Part[];
  /** Whether it is what the file default-exports: the command line can run no other. */
  readonly isDefault: boolean;
}

/** A scheme that is asked for by name in a call of `simulate`. */
export interface SchemeChoice {
  readonly scheme: string;
  readonly span: Span;
  /** Which of the file's models it is for. */
  readonly model: number;
}

/** What a model file says, before any of it is run. */
export interface Outline {
  readonly calls: readonly DefineCall[];
  readonly schemes: readonly SchemeChoice[];
}

/** Sections of a definition that hold formulas. */
const FORMULAS = new Set(["parameters", "state", "drift", "diffusion", "observables"]);
/** Fields within a formula's record that aren't formulas themselves. */
const WORDS = new Set(["title", "unit"]);

/** Finds the models of a file: calls of `defineModel` that run when the file is loaded. */
export function outlineOf(program: Program): Outline {
  const core = coreNames(program);
  const constants = constantsOf(program);
  const defaults = defaultExports(program, constants);
  const nodes = topLevelCalls(program, core, "defineModel");
  const calls = nodes.map((node) => defineCall(node, constants, defaults.has(node)));
  return { calls, schemes: schemeChoices(program, core, constants, nodes) };
}

/** The part of a path, if it is written out. */
export function partAt({ parts }: DefineCall, ...path: readonly string[]): Part | undefined {
  return parts.find((part) => part.path.join("\0") === path.join("\0"));
}

function topLevelCalls(program: Program, core: CoreNames, name: string): CallExpression[] {
  const calls: CallExpression[] = [];
  walk(program, (node) => {
    if (isFunction(node)) return false;
    if (node.type === "CallExpression" && calledExport(node, core) === name) calls.push(node);
    return true;
  });
  return calls;
}

function defaultExports(
  program: Program,
  constants: ReadonlyMap<string, Expression>,
): ReadonlySet<AnyNode> {
  const found = new Set<AnyNode>();
  for (const statement of program.body) {
    if (statement.type !== "ExportDefaultDeclaration") continue;
    const { declaration } = statement;
    const value = declaration.type === "Identifier" ? constants.get(declaration.name) : declaration;
    if (value) found.add(value);
  }
  return found;
}

function defineCall(
  node: CallExpression,
  constants: ReadonlyMap<string, Expression>,
  isDefault: boolean,
): DefineCall {
  const definition = objectOf(node.arguments[0], constants);
  const parts = definition ? [...partsOf(definition, [], constants)] : [];
  const name = parts.find(({ path }) => path.join() === "name")?.text?.text;
  const { start, end } = node;
  return {
    callee: { start: node.callee.start, end: node.callee.end },
    call: { start, end },
    ...(name !== undefined && { name }),
    parts,
    isDefault,
  };
}

function* partsOf(
  value: AnyNode,
  path: readonly string[],
  constants: ReadonlyMap<string, Expression>,
): Generator<Part> {
  const object = objectOf(value, constants);
  if (!object) return;
  for (const { name, property } of propertiesOf(object)) {
    const inner = [...path, name];
    yield partOf(property, inner);
    yield* partsOf(property.value, inner, constants);
  }
}

function partOf({ key, value }: Property, path: readonly string[]): Part {
  const text = textOf(value);
  return {
    path,
    key: { start: key.start, end: key.end },
    value: { start: value.start, end: value.end },
    ...(text && { text }),
  };
}

/** A string or a template without expressions. */
function textOf(node: AnyNode): EquationText | undefined {
  const span = { start: node.start + 1, end: node.end - 1 };
  const length = span.end - span.start;
  if (node.type === "Literal" && typeof node.value === "string")
    return { text: node.value, span, exact: node.value.length === length };
  if (node.type !== "TemplateLiteral" || node.expressions.length > 0) return undefined;
  const text = node.quasis[0]?.value.cooked ?? "";
  return { text, span, exact: text.length === length };
}

/** Whether a part is equation text. */
export function isEquation({ path, text }: Part): boolean {
  const [section = "", ...rest] = path;
  return (
    text !== undefined && FORMULAS.has(section) && rest.length > 0 && !WORDS.has(rest.at(-1) ?? "")
  );
}

function schemeChoices(
  program: Program,
  core: CoreNames,
  constants: ReadonlyMap<string, Expression>,
  models: readonly CallExpression[],
): SchemeChoice[] {
  const choices: SchemeChoice[] = [];
  walk(program, (node) => {
    if (node.type !== "CallExpression" || calledExport(node, core) !== "simulate") return true;
    const [given, options] = node.arguments;
    const value = given?.type === "Identifier" ? constants.get(given.name) : given;
    const model = models.findIndex((call) => Object.is(call, value));
    const object = objectOf(options, constants);
    const scheme = object && propertiesOf(object).find(({ name }) => name === "scheme");
    const text = scheme && textOf(scheme.property.value);
    if (model >= 0 && text) choices.push({ scheme: text.text, span: text.span, model });
    return true;
  });
  return choices;
}
