import type { AnalysedModel } from "../analysis/analyse.ts";
import { isEquation, type Part } from "../analysis/outline.ts";
import { type Span, touches } from "../analysis/span.ts";

/** A formula of a model at a place of its file. */
export interface FormulaAt {
  readonly model: AnalysedModel;
  readonly index: number;
  readonly part: Part;
}

/** The innermost part of a definition whose key or value an offset touches. */
export function partTouching(
  models: readonly AnalysedModel[],
  offset: number,
): FormulaAt | undefined {
  for (const [index, model] of models.entries()) {
    const [part] = model.parts
      .filter(({ key, value }) => touches(key, offset) || touches(value, offset))
      .sort((a, b) => b.path.length - a.path.length);
    if (part) return { model, index, part };
  }
  return undefined;
}

/** The equation text that an offset lies in. */
export function equationAt(
  models: readonly AnalysedModel[],
  offset: number,
): FormulaAt | undefined {
  const found = partTouching(models, offset);
  const { text } = found?.part ?? {};
  return found && text && isEquation(found.part) && touches(text.span, offset) ? found : undefined;
}

/** The name in a text that an offset touches. */
export function nameAt(
  text: string,
  offset: number,
): (Span & { readonly name: string }) | undefined {
  const before = /[\p{L}\p{N}_]*$/u.exec(text.slice(0, offset))?.[0] ?? "";
  const after = /^[\p{L}\p{N}_]*/u.exec(text.slice(offset))?.[0] ?? "";
  const name = before + after;
  if (!/^[\p{L}_]/u.test(name)) return undefined;
  return { name, start: offset - before.length, end: offset + after.length };
}

/** What the core calls a formula, in errors and origins: `drift of x1`. */
export function equationName({ path }: Part): string | undefined {
  const [section, name, inner] = path;
  if (name === undefined) return undefined;
  switch (section) {
    case "drift":
      return `drift of ${name}`;
    case "diffusion":
      return inner === undefined ? `diffusion of ${name}` : `diffusion of ${inner} by ${name}`;
    case "state":
      return `initial value of ${name}`;
    case "parameters":
      return `parameter ${name}`;
    case "observables":
      return `observable ${name}`;
    default:
      return undefined;
  }
}

/** The part that the core calls by such a name. */
export function partNamed(model: AnalysedModel, equation: string): Part | undefined {
  const named = model.parts.filter((part) => equationName(part) === equation);
  return named.find(isEquation) ?? named[0];
}
