import type { CallExpression, Program } from "acorn";

/** The package that model files import. */
const CORE = "@driftgraph/core";

/** What a module calls the exports of our core. */
export interface CoreNames {
  /** Local name → exported name. */
  readonly names: ReadonlyMap<string, string>;
  /** Local names of the whole module. */
  readonly namespaces: ReadonlySet<string>;
}

/** How a module imports our core. */
export function coreNames({ body }: Program): CoreNames {
  const names = new Map<string, string>();
  const namespaces = new Set<string>();
  for (const statement of body) {
    if (statement.type !== "ImportDeclaration" || statement.source.value !== CORE) continue;
    for (const specifier of statement.specifiers) {
      if (specifier.type === "ImportNamespaceSpecifier") namespaces.add(specifier.local.name);
      if (specifier.type !== "ImportSpecifier") continue;
      const { imported, local } = specifier;
      names.set(
        local.name,
        imported.type === "Identifier" ? imported.name : String(imported.value),
      );
    }
  }
  return { names, namespaces };
}

/** Which export of our core a call calls, if it is one. */
export function calledExport(
  { callee }: CallExpression,
  { names, namespaces }: CoreNames,
): string | undefined {
  if (callee.type === "Identifier") return names.get(callee.name);
  if (callee.type !== "MemberExpression" || callee.computed) return undefined;
  const { object, property } = callee;
  const isCore = object.type === "Identifier" && namespaces.has(object.name);
  return isCore && property.type === "Identifier" ? property.name : undefined;
}
