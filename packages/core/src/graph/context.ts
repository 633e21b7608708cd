import type { Origin } from "./origin.ts";

/** The scope and origin that newly built nodes get. */
interface BuildContext {
  scope: string;
  origin: Origin | undefined;
}

// Building is synchronous, so a module-level context is safe and keeps formulas readable.
const context: BuildContext = { scope: "", origin: undefined };

/** The scope that newly built nodes get. */
export function currentScope(): string {
  return context.scope;
}

/** The origin that newly built nodes get. */
export function currentOrigin(): Origin | undefined {
  return context.origin;
}

/** Joins scope names with `/`, leaving out empty ones. */
export function joinScopes(...scopes: readonly string[]): string {
  return scopes.filter((scope) => scope !== "").join("/");
}

/** Builds nodes in a scope below the current one. */
export function inScope<T>(name: string, build: () => T): T {
  return inContext({ scope: joinScopes(context.scope, name), origin: context.origin }, build);
}

/** Builds nodes in this very scope and with this origin. */
export function inContext<T>(next: BuildContext, build: () => T): T {
  const { scope, origin } = context;
  context.scope = next.scope;
  context.origin = next.origin;
  try {
    return build();
  } finally {
    context.scope = scope;
    context.origin = origin;
  }
}

/** Builds nodes that came from a place in the model's source. */
export function fromOrigin<T>(origin: Origin | undefined, build: () => T): T {
  return inContext({ scope: context.scope, origin: origin ?? context.origin }, build);
}
