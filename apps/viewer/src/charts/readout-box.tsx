import type { Plot, Readout } from "./chart.ts";

/** What the pointer reads, beside it: on the side where there is room. */
export function ReadoutBox({
  readout,
  at,
  plot,
}: {
  readout: Readout;
  at: { readonly x: number; readonly y: number };
  plot: Plot;
}) {
  const isLeft = at.x > plot.left + plot.width / 2;
  const isUp = at.y > plot.top + plot.height / 2;
  const side = isLeft ? { right: `calc(100% - ${at.x - 12}px)` } : { left: `${at.x + 12}px` };
  const height = isUp ? { bottom: `calc(100% - ${at.y - 12}px)` } : { top: `${at.y + 12}px` };
  return (
    <div class="readout" style={{ ...side, ...height }}>
      <strong>{readout.title}</strong>
      <dl>
        {readout.rows.map(({ label, value, colour }) => (
          <div key={label}>
            <dt style={{ color: colour }}>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
