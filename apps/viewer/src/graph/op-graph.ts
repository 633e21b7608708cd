import type { AttrValue, GraphDef, NodeDef } from "@driftgraph/eventlog";

/** How a value, or only an order, goes from op to op. */
export type EdgeKind = "data" | "control" | "reference";

/** What an op takes from another one. */
export interface OpInput {
  /** Index of the op that it comes from. */
  readonly from: number;
  /** Which of its outputs. */
  readonly port: number;
  readonly kind: EdgeKind;
}

/** An op of a graph, with its inputs resolved. */
export interface Op {
  /** Full name; inside a function's body it stands below the name of the op that calls it. */
  readonly name: string;
  readonly op: string;
  readonly device: string;
  readonly inputs: readonly OpInput[];
  /** Inputs that name no op of the graph. */
  readonly dangling: readonly string[];
  readonly def: NodeDef;
}

/** A graph as ops by index, functions' bodies drawn where they are called. */
export interface OpGraph {
  readonly ops: readonly Op[];
  readonly byName: ReadonlyMap<string, number>;
}

/** A function that calls another one that calls … is drawn no deeper than this. */
const MAX_CALL_DEPTH = 8;
/** A library may unfold to exponentially many ops; beyond this many, calls stay closed. */
const MAX_OPS = 400_000;

interface Placed {
  readonly def: NodeDef;
  /** What stands before the names of its surroundings, with a slash at the end. */
  readonly prefix: string;
  /** In a function's body: what an argument's name means. */
  readonly resolve: (input: string) => string;
}

/** Resolves the inputs of a graph's ops, and puts functions' bodies where they are called. */
export function opGraph(graph: GraphDef): OpGraph {
  const placed = placeAll(graph);
  const byName = new Map(placed.map(({ def, prefix }, i) => [prefix + def.name, i]));
  const ops = placed.map(({ def, prefix, resolve }): Op => {
    const inputs: OpInput[] = [];
    const dangling: string[] = [];
    for (const text of def.input ?? []) {
      const input = parseInput(text);
      const name = resolve(input.name);
      const from = byName.get(name);
      if (from === undefined) dangling.push(text);
      else {
        const isReference = typeEndsInRef(placed[from]?.def, input.port);
        inputs.push({ from, port: input.port, kind: kindOf(input.isControl, isReference) });
      }
    }
    return { name: prefix + def.name, op: def.op, device: def.device ?? "", inputs, dangling, def };
  });
  return { ops, byName };
}

/** The parts of an input: `node`, `node:1`, `node:output:1` or `^node`. */
export function parseInput(text: string): { name: string; port: number; isControl: boolean } {
  const isControl = text.startsWith("^");
  const [name = "", ...rest] = (isControl ? text.slice(1) : text).split(":");
  const port = Number(rest.at(-1) ?? 0);
  return { name, port: Number.isSafeInteger(port) ? port : 0, isControl };
}

function placeAll({ node = [], library }: GraphDef): Placed[] {
  const functions = new Map((library?.function ?? []).map((one) => [one.signature.name, one]));
  const placed: Placed[] = [];
  const place = (
    defs: readonly NodeDef[],
    prefix: string,
    resolve: Placed["resolve"],
    depth: number,
  ): void => {
    for (const def of defs) {
      placed.push({ def, prefix, resolve });
      if (depth >= MAX_CALL_DEPTH || placed.length > MAX_OPS) continue;
      for (const called of calledFunctions(def)) {
        const body = functions.get(called);
        if (!body) continue;
        const inner = `${prefix}${def.name}/${called}/`;
        const args = new Map(
          (body.signature.inputArg ?? []).map(({ name }, i) => [name, def.input?.[i] ?? ""]),
        );
        place(
          body.nodeDef,
          inner,
          (name) => {
            const given = args.get(name);
            return given === undefined ? inner + name : resolve(parseInput(given).name);
          },
          depth + 1,
        );
      }
    }
  };
  place(node, "", (name) => name, 0);
  return placed;
}

/** The functions that an op runs: itself by its op's name, or those that its attributes name. */
function calledFunctions({ op, attr = {} }: NodeDef): string[] {
  const named = Object.values(attr).flatMap((value) => ("func" in value ? [value.func.name] : []));
  return [...new Set([op, ...named])];
}

function kindOf(isControl: boolean, isReference: boolean): EdgeKind {
  if (isControl) return "control";
  return isReference ? "reference" : "data";
}

function typeEndsInRef(def: NodeDef | undefined, port: number): boolean {
  if (port !== 0) return false;
  const type: AttrValue | undefined = def?.attr?.["T"] ?? def?.attr?.["dtype"];
  return (
    def?.op.startsWith("Variable") === true ||
    (type && "type" in type ? type.type.endsWith("_REF") : false)
  );
}
