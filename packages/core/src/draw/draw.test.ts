import { describe, expect, it } from "vitest";
import {
  add,
  argument,
  constant,
  mul,
  normal,
  pow,
  scan,
  scanOutput,
  summary,
} from "../graph/build.ts";
import { inScope } from "../graph/context.ts";
import type { Graph } from "../graph/graph.ts";
import { PATHS } from "../graph/shape.ts";
import { defineModel } from "../model/define-model.ts";
import { switchModel } from "../optimize/fixtures/circuits.ts";
import { optimize } from "../optimize/passes.ts";
import { buildSimulation } from "../simulation/build.ts";
import { toDot } from "./dot.ts";
import { layOut } from "./layout.ts";
import { pictureOf } from "./picture.ts";
import { toSvg } from "./svg.ts";

/** x' = x + 0.5·Z·x^6, in a scope whose name needs escaping. */
function walk(name = 'a "walk" <&>'): Graph {
  const loop = inScope("scan", () => {
    const x = argument(0, "x", PATHS);
    const next = inScope("step <1>", () =>
      add(x, mul(mul(normal("dW", 0), pow(x, constant(6))), constant(0.5))),
    );
    const body = { name: "step", arguments: [x], outputs: [{ name: "x", node: next }] };
    return scan(body, [constant(1)], [], []);
  });
  return {
    name,
    arguments: [],
    outputs: [{ name: "x/moments", node: summary("moments", scanOutput(loop, 0)) }],
  };
}

const built = buildSimulation(switchModel).graph;
const optimized = optimize(built, { values: new Map([["n", 6]]) }).graph;

describe("pictureOf", () => {
  it("writes constants and scalar arguments into the ops that use them", () => {
    const labels = pictureOf(walk()).vertices.map(({ label }) => label);
    expect(labels).toEqual(["1", "x", "Z₁", "·⁶", "×", "× 0.5", "+", "next x", "x(t)", "moments"]);
  });

  it("tells where events hold from where positivity policies act", () => {
    const watched = defineModel({
      name: "watched",
      interpretation: "ito",
      parameters: {},
      state: { x: 1 },
      drift: { x: "-x" },
      diffusion: { x: 1 },
      positivity: "clip",
      events: { high: "x > 2" },
    });
    const titles = pictureOf(buildSimulation(watched).graph).vertices.map(({ title }) => title);
    expect(titles).toContain("where the policy for x acts");
    expect(titles).toContain("where the event high holds after the step");
  });

  it("joins a scan's results to what is summarized", () => {
    const { vertices, edges } = pictureOf(walk());
    const labelOf = new Map(vertices.map(({ id, label }) => [id, label]));
    const arrows = edges.map(({ from, to }) => `${labelOf.get(from)} → ${labelOf.get(to)}`);
    expect(arrows).toContain("1 → x");
    expect(arrows).toContain("+ → next x");
    expect(arrows).toContain("next x → x(t)");
  });
});

describe("toDot", () => {
  it("has a cluster for each scope, and everything quoted", () => {
    expect(toDot(walk())).toMatchInlineSnapshot(`
      "digraph "a \\"walk\\" <&>" {
        graph [fontname="Helvetica", fontsize=11, style="rounded", color="#b6bcc6", fontcolor="#5a6270"];
        node [shape=box, style="rounded,filled", fontname="Helvetica", fontsize=11, color="#8a93a1", height=0.3, width=0.3, margin="0.09,0.04"];
        edge [color="#8a93a1", arrowsize=0.6];
        n8 [label="x(t)", tooltip="scanOutput [times, paths]", fillcolor="#d3f0ea"];
        n9 [label="moments", tooltip="moments [times, moments]", fillcolor="#dcf3d8"];
        subgraph "cluster_scan" {
          label="scan";
          n0 [label="1", tooltip="constant [] in scan", fillcolor="#dbe9ff"];
          n1 [label="x", tooltip="argument x [paths] in scan", fillcolor="#d3f0ea"];
          n7 [label="next x", tooltip="x after the step", fillcolor="#d3f0ea"];
          subgraph "cluster_scan/step <1>" {
            label="step <1>";
            n2 [label="Z₁", tooltip="normal [paths] in scan/step <1>", fillcolor="#eadcfb"];
            n3 [label="·⁶", tooltip="pow [paths] in scan/step <1>", fillcolor="#f4f5f7"];
            n4 [label="×", tooltip="mul [paths] in scan/step <1>", fillcolor="#f4f5f7"];
            n5 [label="× 0.5", tooltip="mul [paths] in scan/step <1>", fillcolor="#f4f5f7"];
            n6 [label="+", tooltip="add [paths] in scan/step <1>", fillcolor="#f4f5f7"];
          }
        }
        n0 -> n1;
        n1 -> n3;
        n2 -> n4;
        n3 -> n4;
        n4 -> n5;
        n1 -> n6;
        n5 -> n6;
        n6 -> n7;
        n7 -> n8;
        n8 -> n9;
      }
      "
    `);
  });
});

describe("toSvg", () => {
  it("is one well-formed picture with all text escaped", async () => {
    const svg = await toSvg(walk());
    expect(svg).toContain("<title>a &quot;walk&quot; &lt;&amp;&gt;</title>");
    expect(svg).toContain(">step &lt;1&gt;</text>");
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
    const opened = [...svg.matchAll(/<(svg|g|text|title|style|defs|marker)[\s>]/g)].length;
    expect([...svg.matchAll(/<\/(svg|g|text|title|style|defs|marker)>/g)]).toHaveLength(opened);
  });

  it("refers to nothing outside itself", async () => {
    const svg = await toSvg(walk());
    expect(svg).not.toMatch(/(href|src)=|@import|url\((?!#)/);
    expect(svg.match(/https?:[^"]*/g)).toEqual(["http://www.w3.org/2000/svg"]);
  });

  it.each([
    ["built", built],
    ["optimized", optimized],
  ])(
    "places every vertex of the %s switch in its scope's box, and none over another",
    async (_, graph) => {
      const { vertices, scopes, width, height } = await layOut(pictureOf(graph));
      const overlap = (a: (typeof vertices)[number], b: (typeof vertices)[number]): boolean =>
        Math.abs(a.x - b.x) < (a.width + b.width) / 2 &&
        Math.abs(a.y - b.y) < (a.height + b.height) / 2;
      for (const [i, a] of vertices.entries()) {
        for (const b of vertices.slice(i + 1)) expect(overlap(a, b)).toBe(false);
        expect(a.x).toBeGreaterThan(0);
        expect(a.x).toBeLessThan(width);
        expect(a.y).toBeLessThan(height);
      }
      expect(scopes.map(({ label }) => label)).toEqual(
        expect.arrayContaining(["scan", "step", "summaries"]),
      );
      for (const { x, y, width: w, height: h } of scopes) {
        expect(x - w / 2).toBeGreaterThanOrEqual(0);
        expect(y - h / 2).toBeGreaterThanOrEqual(0);
      }
    },
  );
});
