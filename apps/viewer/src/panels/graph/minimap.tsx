import { useEffect, useRef } from "preact/hooks";
import { themeAt } from "../../charts/theme.ts";
import type { DrawnGraph } from "../../graph/drawn-graph.ts";
import type { GraphSurface } from "./graph-surface.ts";

const WIDTH = 160;
const HEIGHT = 100;

/** The whole drawing, small, with the part that is seen; a press moves there. Not there while all is seen. */
export function Minimap({
  drawn,
  surface,
  moved,
}: {
  drawn: DrawnGraph;
  surface: GraphSurface;
  /** Changes whenever the seen part does. */
  moved: number;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const scale = Math.min(WIDTH / drawn.width, HEIGHT / drawn.height);
  useEffect(() => {
    if (canvas.current) paint(canvas.current, drawn, surface, scale);
  }, [drawn, surface, scale, moved]);
  const go = (event: PointerEvent): void => {
    if (event.buttons === 0) return;
    surface.viewport.lookAt({ x: event.offsetX / scale, y: event.offsetY / scale });
  };
  if (isAllSeen(drawn, surface)) return null;
  return (
    <canvas
      class="minimap"
      ref={canvas}
      width={WIDTH}
      height={HEIGHT}
      role="img"
      aria-label="The whole drawing, small"
      onPointerDown={go}
      onPointerMove={go}
    />
  );
}

function isAllSeen({ width, height }: DrawnGraph, { viewport }: GraphSurface): boolean {
  const { x, y, w, h } = viewport.seen;
  return x <= 0 && y <= 0 && x + w >= width && y + h >= height;
}

function paint(
  canvas: HTMLCanvasElement,
  { items }: DrawnGraph,
  surface: GraphSurface,
  scale: number,
): void {
  const context = canvas.getContext("2d");
  if (!context) return;
  const theme = themeAt(canvas);
  context.clearRect(0, 0, WIDTH, HEIGHT);
  context.strokeStyle = theme.colour("var(--rule)");
  context.fillStyle = theme.colour("var(--faint)");
  for (const { isOpen, x, y, width, height } of items) {
    const [left, top] = [(x - width / 2) * scale, (y - height / 2) * scale];
    if (isOpen) context.strokeRect(left, top, width * scale, height * scale);
    else context.fillRect(left, top, Math.max(1, width * scale), Math.max(1, height * scale));
  }
  const { seen } = surface.viewport;
  context.strokeStyle = theme.colour("var(--focus)");
  context.lineWidth = 2;
  context.strokeRect(seen.x * scale, seen.y * scale, seen.w * scale, seen.h * scale);
}
