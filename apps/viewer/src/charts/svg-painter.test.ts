import { describe, expect, it } from "vitest";
import type { Chart } from "./chart.ts";
import { drawChart } from "./draw-chart.ts";
import { line } from "./marks/line.ts";
import { steps } from "./marks/steps.ts";
import { SvgPainter } from "./svg-painter.ts";
import { tableOf } from "./table.ts";

const AROUND = {
  colour: (css: string) => (css.startsWith("var") ? "#123456" : css),
  rgb: () => [1, 2, 3] as const,
  font: '"Any" <font>',
  measure: (text: string, size: number) => 0.5 * size * text.length,
  imageUrl: () => "data:,",
};

function svgOf(chart: Chart): string {
  const painter = new SvgPainter(AROUND);
  drawChart(painter, chart, {}, 400, 300);
  return painter.document(400, 300, chart.title);
}

const CHART: Chart = {
  title: "A & <B>",
  summary: "",
  x: { label: "time", unit: "min", kind: "linear", domain: [0, 10] },
  y: { label: "x", kind: "log", domain: [0.01, 100] },
  marks: [
    line([0, 5, 10], [1, Number.NaN, 2], { colour: "red", dash: [2, 2] }),
    steps([0, 1, 2], [3, 4], { colour: "blue" }, { colour: "blue", opacity: 0.2 }),
  ],
  labels: [{ text: "end\u0000", colour: "red", y: 2 }],
  table: () => tableOf([]),
};

describe("a chart as SVG", () => {
  it("has its words, escaped, and no custom properties", () => {
    const svg = svgOf(CHART);
    expect(svg).toContain(">A &amp; &lt;B&gt;</text>");
    expect(svg).toContain(">time (min)</text>");
    expect(svg).toContain(">0.01</text>");
    expect(svg).toContain(">end�</text>");
    expect(svg).not.toContain("var(");
    expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" width="400" height="300"/);
  });

  it("draws a histogram as the steps of its bins, and interrupts lines where values are missing", () => {
    const svg = svgOf(CHART);
    const dashed = /<path d="([^"]+)"[^>]+stroke-dasharray="2 2"/.exec(svg)?.[1] ?? "";
    expect(dashed.match(/M/g)).toHaveLength(2);
    expect(dashed.match(/L/g)).toBeNull();
    const outline = /<path d="([^"]+)Z"[^>]+fill-opacity="0.2"/.exec(svg)?.[1] ?? "";
    expect(outline.match(/L/g)).toHaveLength(5);
  });
});
