import type { Point } from "./layout.ts";
import type { LoadedGraph } from "./loaded-graph.ts";
import { opText } from "./op-text.ts";
import { opsBelow, type Scope } from "./scope-tree.ts";

const LONGEST_LABEL = 28;

/** Something that is drawn: a scope or an op, in an open scope. */
export interface Thing {
  readonly id: string;
  readonly label: string;
  /** What is said below the label: the op, how many ops, an equation. */
  readonly detail: string;
  readonly scope: Scope | undefined;
  readonly op: number;
  readonly parent: Thing | undefined;
  readonly isOpen: boolean;
  readonly children: Thing[];
  isAside: boolean;
  width: number;
  height: number;
  /** Centre, at first within the parent, at last in the drawing. */
  x: number;
  y: number;
  /** The ways of edges between its children, by `routeName`; places as those of the children. */
  routes: ReadonlyMap<string, readonly Point[]>;
}

/** The things that are drawn: the root, all others by `things`, and by op what it is drawn as. */
export function collect(
  loaded: LoadedGraph,
  scope: Scope,
  parent: Thing | undefined,
  open: ReadonlySet<string>,
  things: Thing[],
  drawnAs: (Thing | undefined)[],
): Thing {
  const isOpen = scope.parent === undefined || open.has(scope.name);
  const label = cut(scope.label.replaceAll("_", " "));
  const detail = scope.parent ? scopeDetail(loaded, scope) : "";
  const thing = newThing({ id: scope.name, label, detail, scope, op: -1, parent, isOpen });
  if (scope.parent) things.push(thing);
  if (!isOpen) {
    markAll(scope, thing, drawnAs);
    return thing;
  }
  for (const inner of scope.scopes) {
    if (isFolded(loaded, inner)) continue;
    thing.children.push(collect(loaded, inner, thing, open, things, drawnAs));
  }
  for (const i of scope.ops) {
    if (loaded.folded.has(i)) continue;
    const { name = "", op: type = "" } = loaded.graph.ops[i] ?? {};
    // An op may have the name of the scope that it stands in.
    const id = loaded.tree.byName.has(name) ? `${name}/(op)` : name;
    const label = cut(labelOf(name, type, loaded.constants.get(i) ?? []));
    const detail = name.slice(name.lastIndexOf("/") + 1);
    const op = newThing({
      id,
      label,
      detail,
      scope: undefined,
      op: i,
      parent: thing,
      isOpen: false,
    });
    things.push(op);
    thing.children.push(op);
    drawnAs[i] = op;
  }
  return thing;
}

/** Ops that do nothing but hold a value are known by its name. */
const HOLDS = /^(Identity|Enter|Const|Placeholder|Variable|VarHandle|Arg|_Arg|_Retval|Parameter)/;

function labelOf(name: string, op: string, constants: readonly string[]): string {
  return HOLDS.test(op) ? name.slice(name.lastIndexOf("/") + 1) : opText(op, constants);
}

function newThing(
  is: Pick<Thing, "id" | "label" | "detail" | "scope" | "op" | "parent" | "isOpen">,
): Thing {
  return {
    ...is,
    children: [],
    isAside: false,
    width: 0,
    height: 0,
    x: 0,
    y: 0,
    routes: new Map(),
  };
}

/** Whether all that is in a scope is said elsewhere. */
function isFolded({ folded }: LoadedGraph, scope: Scope): boolean {
  const pending = [scope];
  for (let one = pending.pop(); one; one = pending.pop()) {
    if (one.ops.some((i) => !folded.has(i))) return false;
    pending.push(...one.scopes);
  }
  return true;
}

function markAll(scope: Scope, thing: Thing, drawnAs: (Thing | undefined)[]): void {
  const pending = [scope];
  for (let one = pending.pop(); one; one = pending.pop()) {
    for (const i of one.ops) drawnAs[i] = thing;
    pending.push(...one.scopes);
  }
}

function cut(text: string): string {
  return text.length > LONGEST_LABEL ? `${text.slice(0, LONGEST_LABEL - 1)}…` : text;
}

/** A scope that is one expression says which; others say how many ops they hold. */
function scopeDetail(loaded: LoadedGraph, scope: Scope): string {
  const count = `${scope.size} ${scope.size === 1 ? "op" : "ops"}`;
  const texts = new Set<string>();
  for (const i of opsBelow(scope)) {
    const note = loaded.notes.ops?.[loaded.graph.ops[i]?.name ?? ""];
    // Plumbing and constants belong to no expression; what else comes from elsewhere makes it more than one.
    if (!note || note.op === "constant") continue;
    if (note.origin?.text === undefined) return count;
    texts.add(note.origin.text);
    if (texts.size > 1) return count;
  }
  const [text] = texts;
  return text === undefined ? count : cut(text);
}
