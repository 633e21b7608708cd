import { layout as dagreLayout, graphlib } from "@dagrejs/dagre";

/** A box to be placed; its centre is found. */
export interface Box {
  readonly id: string;
  readonly width: number;
  readonly height: number;
}

/** A place. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Centres of boxes, ways of edges, and the size of the whole. */
export interface Placement {
  readonly at: ReadonlyMap<string, Point>;
  /** From rim to rim, by `routeName`; none in large graphs, whose edges are straight. */
  readonly routes: ReadonlyMap<string, readonly Point[]>;
  readonly width: number;
  readonly height: number;
}

/** The name of the way from one box to another. */
export function routeName(from: string, to: string): string {
  return `${from} ${to}`;
}

/** Beyond these a layered layout that takes linear time; dagre's would take many seconds. */
const DAGRE_BOXES = 200;
const DAGRE_EDGES = 600;

const GAP = 18;
const RANK_GAP = 34;
/** Boxes of one layer that stand in a row; more go on in further rows. */
const MOST_IN_ROW = 24;

/**
 * Places boxes so that edges lead down, or to the right.
 *
 * Small graphs by dagre (Gansner et al., IEEE Trans. Softw. Eng. 19, 1993), large ones in layers by longest way,
 * each ordered by the median of its inputs' places.
 */
export function placeBoxes(
  boxes: readonly Box[],
  edges: readonly (readonly [from: string, to: string])[],
  direction: "TB" | "LR",
): Placement {
  if (boxes.length === 0) return { at: new Map(), routes: new Map(), width: 0, height: 0 };
  return boxes.length <= DAGRE_BOXES && edges.length <= DAGRE_EDGES
    ? byDagre(boxes, edges, direction)
    : inLayers(boxes, edges);
}

function byDagre(
  boxes: readonly Box[],
  edges: readonly (readonly [string, string])[],
  rankdir: "TB" | "LR",
): Placement {
  const graph = new graphlib.Graph();
  graph.setGraph({ rankdir, nodesep: GAP, ranksep: RANK_GAP, marginx: 0, marginy: 0 });
  graph.setDefaultEdgeLabel(() => ({}));
  // Numbers for names: a name from a log might be one that means something to an object.
  const number = new Map(boxes.map(({ id }, i) => [id, String(i)]));
  boxes.forEach(({ width, height }, i) => graph.setNode(String(i), { width, height }));
  for (const [from, to] of edges) graph.setEdge(number.get(from) ?? "0", number.get(to) ?? "0");
  dagreLayout(graph);
  const at = new Map<string, { x: number; y: number }>();
  boxes.forEach(({ id }, i) => {
    const { x, y } = graph.node(String(i));
    at.set(id, { x, y });
  });
  const routes = new Map(
    edges.map(([from, to]) => {
      const { points } = graph.edge(number.get(from) ?? "0", number.get(to) ?? "0");
      return [routeName(from, to), points ?? []] as const;
    }),
  );
  return bounded(boxes, at, routes);
}

function inLayers(boxes: readonly Box[], edges: readonly (readonly [string, string])[]): Placement {
  const index = new Map(boxes.map(({ id }, i) => [id, i]));
  const inputs: number[][] = boxes.map(() => []);
  for (const [from, to] of edges) {
    const [a, b] = [index.get(from), index.get(to)];
    if (a !== undefined && b !== undefined) inputs[b]?.push(a);
  }
  const at = new Map<string, { x: number; y: number }>();
  const place = new Float64Array(boxes.length);
  let y = 0;
  for (const layer of layersOf(inputs)) {
    const median = (i: number): number => {
      const places = (inputs[i] ?? []).map((from) => place[from] ?? 0).sort((a, b) => a - b);
      return places[places.length >> 1] ?? 0;
    };
    const order = layer.map((i) => ({ i, key: median(i) })).sort((a, b) => a.key - b.key);
    for (let first = 0; first < order.length; first += MOST_IN_ROW) {
      const row = order.slice(first, first + MOST_IN_ROW).flatMap(({ i }) => boxes[i] ?? []);
      const width = row.reduce((sum, box) => sum + box.width + GAP, -GAP);
      const height = Math.max(...row.map((box) => box.height));
      let x = -width / 2;
      for (const box of row) {
        at.set(box.id, { x: x + box.width / 2, y: y + height / 2 });
        place[index.get(box.id) ?? 0] = x + box.width / 2;
        x += box.width + GAP;
      }
      y += height + RANK_GAP / 2;
    }
    y += RANK_GAP / 2;
  }
  return bounded(boxes, at);
}

/** Layers by the longest way from a source; edges that close a loop don't count. */
function layersOf(inputs: readonly (readonly number[])[]): number[][] {
  const rank = new Int32Array(inputs.length).fill(-1);
  const state = new Uint8Array(inputs.length);
  for (let first = 0; first < inputs.length; first++) {
    const stack = [first];
    while (stack.length > 0) {
      const i = stack.at(-1) ?? 0;
      if (state[i] === 0) {
        state[i] = 1;
        for (const from of inputs[i] ?? []) if (state[from] === 0) stack.push(from);
      } else {
        stack.pop();
        if (state[i] === 2) continue;
        state[i] = 2;
        const ranks = (inputs[i] ?? []).map((from) => (state[from] === 2 ? (rank[from] ?? 0) : -1));
        rank[i] = 1 + ranks.reduce((most, one) => Math.max(most, one), -1);
      }
    }
  }
  const layers: number[][] = [];
  rank.forEach((r, i) => {
    layers[r] ??= [];
    layers[r]?.push(i);
  });
  return layers;
}

/** Moves all so that the whole begins at (0, 0). */
function bounded(
  boxes: readonly Box[],
  at: ReadonlyMap<string, Point>,
  routes: ReadonlyMap<string, readonly Point[]> = new Map(),
): Placement {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { id, width, height } of boxes) {
    const { x, y } = at.get(id) ?? { x: 0, y: 0 };
    left = Math.min(left, x - width / 2);
    right = Math.max(right, x + width / 2);
    top = Math.min(top, y - height / 2);
    bottom = Math.max(bottom, y + height / 2);
  }
  const moved = ({ x, y }: Point): Point => ({ x: x - left, y: y - top });
  return {
    at: new Map([...at].map(([id, point]) => [id, moved(point)])),
    routes: new Map([...routes].map(([name, points]) => [name, points.map(moved)])),
    width: right - left,
    height: bottom - top,
  };
}
