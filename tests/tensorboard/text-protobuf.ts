/** A node as TensorBoard's graph API prints it. */
export interface PrintedNode {
  readonly name: string;
  readonly op: string;
  readonly input: readonly string[];
}

/** The top-level nodes of a printed GraphDef; those of functions are indented. */
export function printedNodes(text: string): readonly PrintedNode[] {
  return blocks(text, "node").map((block) => ({
    name: fields(block, "name")[0] ?? "",
    op: fields(block, "op")[0] ?? "",
    input: fields(block, "input"),
  }));
}

/** A node's execution as TensorBoard's run metadata API prints it. */
export interface PrintedExecution {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly bytes: number;
  readonly shapes: number;
}

/** The executions of the printed RunMetadata's first device, and the device's name. */
export function printedProfile(text: string): {
  readonly device: string;
  readonly nodes: readonly PrintedExecution[];
} {
  const device = /^ {4}device: "([^"]*)"$/m.exec(text)?.[1] ?? "";
  const nodes = blocks(text, "node_stats", 4).map((block) => ({
    name: fields(block, "node_name")[0] ?? "",
    start: numberIn(block, "all_start_micros"),
    end: numberIn(block, "all_end_rel_micros"),
    bytes: numberIn(block, "total_bytes"),
    shapes: block.match(/^\s+shape \{/gm)?.length ?? 0,
  }));
  return { device, nodes };
}

function blocks(text: string, name: string, indent = 0): readonly string[] {
  const space = " ".repeat(indent);
  const pattern = new RegExp(`^${space}${name} \\{\\n([\\s\\S]*?)^${space}\\}$`, "gm");
  return [...text.matchAll(pattern)].map((match) => match[1] ?? "");
}

// Of the block itself, not of what is nested in it: those stand one level deeper than the least indented line.
function fields(block: string, name: string): readonly string[] {
  const indent = /^ */.exec(block)?.[0] ?? "";
  return [...block.matchAll(new RegExp(`^${indent}${name}: "([^"]*)"$`, "gm"))].map(
    (match) => match[1] ?? "",
  );
}

function numberIn(block: string, name: string): number {
  return Number(new RegExp(`${name}: (\\d+)`).exec(block)?.[1] ?? 0);
}
