import type { DriftgraphError } from "@driftgraph/core";
import { type DefineCall, type Part, partAt } from "./outline.ts";
import type { Fix, Problem } from "./problem.ts";
import { offsetAt, type Span } from "./span.ts";

/** An error in a model's definition, at its place in the file. */
export function problemOf(
  error: DriftgraphError,
  call: DefineCall,
  text: string,
  url: string,
): Problem {
  const span = spanOf(error, call, text, url);
  return {
    span,
    message: firstLine(error.message) + (error.hint ? `. ${error.hint}` : ""),
    code: error.code,
    severity: "error",
    fixes: fixesOf(error, span, call, text),
  };
}

/** What an error says, without the picture of its place. */
export function firstLine(message: string): string {
  return message.split("\n", 1)[0] ?? message;
}

function spanOf(error: DriftgraphError, call: DefineCall, text: string, url: string): Span {
  const { place } = error;
  const part = place && formulaPart(call, place.where);
  if (part) {
    const equation = part.text;
    if (!equation?.exact || place.column === undefined) return equation?.span ?? part.value;
    const start = Math.min(equation.span.start + place.column - 1, equation.span.end);
    return atLeastOne(
      { start, end: Math.min(start + (place.length ?? 1), equation.span.end) },
      text,
    );
  }
  const named = namedPart(error, call);
  if (named) return named;
  if (place?.line !== undefined && url.endsWith(encodeURI(place.where))) {
    const start = offsetAt(text, place.line, place.column ?? 1);
    if (start < call.call.start || start > call.callee.end) return wordAt(text, start);
  }
  return call.callee;
}

/** The part that an error's words name: `drift of x1`, `diffusion of x1 by W`. */
function formulaPart(call: DefineCall, where: string): Part | undefined {
  const [, kind = "", name = "", process] =
    /^(drift|diffusion|initial value|parameter|observable)(?: of)? (\S+)(?: by (\S+))?$/.exec(
      where,
    ) ?? [];
  switch (kind) {
    case "drift":
      return partAt(call, "drift", name);
    case "diffusion":
      return process === undefined
        ? partAt(call, "diffusion", name)
        : partAt(call, "diffusion", process, name);
    case "initial value":
      return partAt(call, "state", name);
    case "parameter":
      return partAt(call, "parameters", name, "value") ?? partAt(call, "parameters", name);
    case "observable":
      return partAt(call, "observables", name, "value") ?? partAt(call, "observables", name);
    default:
      return undefined;
  }
}

/** For errors of the whole definition: the key or value that the message speaks of. */
function namedPart(error: DriftgraphError, call: DefineCall): Span | undefined {
  const message = firstLine(error.message);
  const field = (name: string): Part | undefined => partAt(call, name);
  const [, stranger, section] = /unknown species "([^"]+)" in the (\w+)/.exec(message) ?? [];
  if (stranger !== undefined) {
    const part = call.parts.find(
      ({ path }) => path[0] === section && path.length > 1 && path.at(-1) === stranger,
    );
    if (part) return part.key;
  }
  const [, unknown] = /has no field "([^"]+)"/.exec(message) ?? [];
  if (unknown !== undefined) return field(unknown)?.key;
  const [, missing] = /^the (drift|diffusion) of/.exec(message) ?? [];
  if (error.code === "missing-component" && missing !== undefined) return field(missing)?.key;
  if (message.startsWith("interpretation of")) return field("interpretation")?.value;
  if (message.startsWith("the model's name")) return field("name")?.value;
  if (message.startsWith("positivity is")) return field("positivity")?.value;
  const [, initial] = /^the initial value of (\S+) is/.exec(message) ?? [];
  if (initial !== undefined) return partAt(call, "state", initial)?.value;
  const [, parameter] = /^parameter (\S+) is/.exec(message) ?? [];
  if (parameter !== undefined) return partAt(call, "parameters", parameter)?.value;
  const [, quoted] = /^"([^"]+)" is/.exec(message) ?? [];
  if (quoted !== undefined) return call.parts.find(({ path }) => path.at(-1) === quoted)?.key;
  const [, cycle] = /in a cycle: (\S+)/.exec(message) ?? [];
  if (cycle !== undefined) return partAt(call, "parameters", cycle)?.value;
  const [, formula] = /^the (\w+(?: \w+)? (?:of )?\S+) is /.exec(message) ?? [];
  return formula === undefined ? undefined : formulaPart(call, formula)?.value;
}

function fixesOf(error: DriftgraphError, span: Span, call: DefineCall, text: string): Fix[] {
  const [, better] = /^Did you mean "([^"]+)"\?$/.exec(error.hint ?? "") ?? [];
  if (better !== undefined) {
    const quote = /^["'`]/.exec(text.slice(span.start, span.end))?.[0] ?? "";
    return [{ title: `Change to "${better}"`, span, text: `${quote}${better}${quote}` }];
  }
  const [, entries] = /^Write (.+) if there is none\.$/.exec(error.hint ?? "") ?? [];
  const drift = partAt(call, "drift");
  if (entries === undefined || !drift) return [];
  return [{ title: `Add ${entries}`, ...insertion(drift.value, entries, call, text) }];
}

/** Puts entries at the end of an object, in the style of those before. */
function insertion(object: Span, entries: string, call: DefineCall, text: string) {
  const inside = call.parts.filter(
    ({ path, key }) => path.length === 2 && key.start > object.start && key.start < object.end,
  );
  const last = inside.at(-1);
  if (!last)
    return { span: { start: object.start + 1, end: object.start + 1 }, text: ` ${entries} ` };
  const line = text.slice(text.lastIndexOf("\n", last.key.start) + 1, last.key.start);
  const own = /^\s*$/.test(line);
  const at = { start: last.value.end, end: last.value.end };
  const separator = own ? `,\n${line}` : ", ";
  return { span: at, text: separator + entries.split(", ").join(separator) };
}

function wordAt(text: string, start: number): Span {
  const [word = "?"] = /^[\p{L}\p{N}_$]+/u.exec(text.slice(start)) ?? [];
  return { start, end: start + word.length };
}

/** An error at the end of an equation marks its last character. */
function atLeastOne({ start, end }: Span, text: string): Span {
  if (end > start) return { start, end };
  return start > 0 && !/["'`]/.test(text[start - 1] ?? '"')
    ? { start: start - 1, end: start }
    : { start, end: start + 1 };
}
