import type { LoggedRun } from "@driftgraph/core";
import type { ComponentChildren } from "preact";
import { numberText, quantityText } from "../../charts/number-text.ts";

type Model = NonNullable<LoggedRun["model"]>;
type Run = NonNullable<LoggedRun["run"]>;

const STRUCTURES: Readonly<Record<string, string>> = {
  none: "no noise",
  additive: "additive",
  "diagonal-own": "diagonal, each b(x) of its own species alone",
  diagonal: "diagonal",
  commutative: "commutative",
  general: "general",
};

/** The model's parameters, those that the sweep sets marked. */
export function Parameters({
  model,
  run,
  sweep,
}: {
  model: Model;
  run: Run | undefined;
  sweep: LoggedRun["sweep"];
}) {
  const isSwept = (name: string): boolean =>
    sweep?.parameters.includes(name) === true || (run?.point !== undefined && name in run.point);
  const texts = (name: string, value: number, unit: string | undefined): string => {
    const values = sweep?.points.map((point) => point.values[name] ?? Number.NaN) ?? [];
    if (sweep?.parameters.includes(name) !== true) return quantityText(value, unit, 6);
    const [low, high] = [Math.min(...values), Math.max(...values)];
    return `${numberText(low)} … ${quantityText(high, unit)}`;
  };
  return (
    <table class="facts">
      <caption class="visually-hidden">Parameters</caption>
      <tbody>
        {model.parameters.map(({ name, value, title, unit, expression }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td class="number" title={String(run?.parameters[name] ?? value)}>
              {texts(name, run?.parameters[name] ?? value, unit)}
            </td>
            <td class="faint">
              {[title, expression && `= ${expression}`].filter(Boolean).join(", ")}
              {isSwept(name) ? " · swept" : ""}
            </td>
          </tr>
        ))}
        {model.species.map(({ name, initial, title, unit }) => (
          <tr key={`initial ${name}`}>
            <th scope="row">{`${name}(0)`}</th>
            <td class="number">{`${initial ?? ""}${unit ? ` ${unit}` : ""}`}</td>
            <td class="faint">{title}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** How steps adapted to their error. */
function adapted({ rtol, atol, halvings }: Run["settings"], taken: number | undefined): string {
  const parts = taken === undefined ? "" : `, in ${grouped(Math.round(taken))} parts on average`;
  return ` · halved up to ${halvings} times where their error is above rtol = ${rtol}, atol = ${atol}${parts}`;
}

/** What was run, by what scheme, with what proved orders. */
export function Settings({ logged: { run, result, refinement } }: { logged: LoggedRun }) {
  if (!run) return null;
  const { settings, order } = run;
  const unit = run.timeUnit ? ` ${run.timeUnit}` : "";
  return (
    <dl class="settings">
      <Fact name="scheme">
        <span title={run.scheme.citation}>{run.scheme.title}</span>
        <span class="faint">{orders(order)}</span>
      </Fact>
      <Fact name="noise">
        {STRUCTURES[run.noise] ?? run.noise}
        <span class="faint">{` · ${run.interpretation === "ito" ? "Itô" : "Stratonovich"}`}</span>
      </Fact>
      <Fact name="paths">{grouped(settings["paths"])}</Fact>
      <Fact name="steps">
        {`${grouped(run.steps)} of dt = ${settings["dt"]}${unit} to t = ${settings["tEnd"]}${unit}`}
        {"rtol" in settings && (
          <span class="faint">{adapted(settings, refinement.get("taken")?.at(-1))}</span>
        )}
      </Fact>
      <Fact name="seed">{String(settings["seed"])}</Fact>
      <Fact name="ran on">
        {[
          settings["backend"],
          settings["dtype"],
          result?.threads && `${result.threads} ${result.threads === 1 ? "thread" : "threads"}`,
          result?.fma ? "FMA" : undefined,
        ]
          .filter(Boolean)
          .join(", ")}
      </Fact>
      {run.command !== undefined && (
        <Fact name="command">
          <code>{run.command}</code>
        </Fact>
      )}
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

function orders({ strong, weak }: Run["order"]): string {
  const parts = [strong === null ? "" : `strong ${strong}`, weak === null ? "" : `weak ${weak}`];
  const proved = parts.filter((part) => part !== "");
  return proved.length > 0 ? ` · order ${proved.join(", ")}` : "";
}

/** With narrow spaces between groups of three digits. */
function grouped(value: unknown): string {
  return typeof value === "number"
    ? value.toLocaleString("en").replaceAll(",", "\u202f")
    : String(value ?? "");
}
