import type { Program, Statement } from "acorn";
import { walk } from "./ast.ts";
import type { ParsedSource } from "./parse-source.ts";
import type { Span } from "./span.ts";

type Item = Program["body"][number];

/**
 * The part of a model file that makes its models: the calls of `defineModel` and what they refer to,
 * with blanks in the place of all else, so that every line and column stays the file's own.
 *
 * So a script that also runs its model, or writes files, doesn't do so while it is edited.
 *
 * @param calls the calls of `defineModel`.
 */
export function sliceOf({ code, program }: ParsedSource, calls: readonly Span[]): string {
  const kept = [...neededItems(program, calls)];
  const spans: Span[] = [...kept];
  for (const call of calls) if (!kept.some((item) => contains(item, call))) spans.push(call);
  return blankedBut(
    code,
    spans.sort((a, b) => a.start - b.start),
  );
}

/** Imports, functions, classes and constants that the calls refer to, directly or not. */
function neededItems(program: Program, calls: readonly Span[]): ReadonlySet<Item> {
  const definitions = new Map<string, Item>();
  for (const item of program.body) {
    for (const name of namesDefinedBy(item)) definitions.set(name, item);
  }
  const kept = new Set<Item>();
  const keep = (root: Item | Statement, within?: Span): void => {
    walk(root, (node) => {
      if (within && (node.end <= within.start || node.start >= within.end)) return false;
      const item = node.type === "Identifier" ? definitions.get(node.name) : undefined;
      const itself = within !== undefined && item === root;
      if (item && !kept.has(item) && !itself) {
        kept.add(item);
        keep(item);
      }
      return true;
    });
  };
  for (const call of calls) {
    const item = program.body.find((candidate) => contains(candidate, call));
    if (item) keep(item, call);
  }
  return kept;
}

function namesDefinedBy(item: Item): string[] {
  switch (item.type) {
    case "ImportDeclaration":
      return item.specifiers.map(({ local }) => local.name);
    case "ExportNamedDeclaration":
      return item.declaration ? namesDefinedBy(item.declaration) : [];
    case "FunctionDeclaration":
    case "ClassDeclaration":
      return item.id ? [item.id.name] : [];
    case "VariableDeclaration":
      return item.declarations.flatMap(({ id }) => {
        const names: string[] = [];
        walk(id, (node) => {
          if (node.type === "Identifier") names.push(node.name);
          return true;
        });
        return names;
      });
    default:
      return [];
  }
}

function contains(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** Each span ends its statement: what stood between them is gone. */
function blankedBut(code: string, spans: readonly Span[]): string {
  let text = "";
  let from = 0;
  for (const { start, end } of spans) {
    text += blank(code.slice(from, start)) + code.slice(start, end);
    const free = /^[^\r\n]/.test(code.slice(end));
    text += free ? ";" : "";
    from = free ? end + 1 : end;
  }
  return text + blank(code.slice(from));
}

function blank(text: string): string {
  return text.replace(/[^\r\n]/g, " ");
}
