import type { SummaryValue } from "./event.ts";
import type { ModelRecord } from "./model-record.ts";
import { stringTensor } from "./plugin.ts";
import type { RunRecord } from "./run-record.ts";

/** A text that TensorBoard's Text dashboard shows as Markdown. */
function textValue(tag: string, markdown: string): SummaryValue {
  return {
    tag,
    data: { kind: "tensor", tensor: stringTensor(markdown) },
    plugin: { name: "text" },
    dataClass: "tensor",
  };
}

/** What was simulated and how, in words: the tags `about/model`, `about/run` and `about/source`. */
export function aboutTexts(model: ModelRecord, run: RunRecord): SummaryValue[] {
  const texts = [
    textValue("about/model", aboutModel(model)),
    textValue("about/run", aboutRun(run)),
  ];
  if (model.text !== undefined) texts.push(textValue("about/source", fenced(model.text, "ts")));
  return texts;
}

/** What the backend's own library printed while it ran: the tag `about/backend`. */
export function backendText(messages: string): SummaryValue {
  return textValue("about/backend", fenced(messages));
}

function aboutModel(model: ModelRecord): string {
  const { title, name, description, source, equations, parameters } = model;
  return paragraphs(
    `# ${title ?? name}`,
    description,
    fenced(equations.map(({ text }) => text).join("\n")),
    table(
      ["parameter", "value", "unit", "defined as"],
      parameters.map((of) => [of.name, of.value, of.unit ?? "", of.expression ?? ""]),
    ),
    source && `Source: ${source}`,
  );
}

function aboutRun(run: RunRecord): string {
  const { strong, weak } = run.order;
  const show = (order: number | null): string => (order === null ? "not proved" : String(order));
  return paragraphs(
    run.command && fenced(run.command, "sh"),
    table(
      ["setting", "value"],
      [
        ...Object.entries(run.settings),
        ["noise", run.noise],
        ["strong order", show(strong)],
        ["weak order", show(weak)],
        ["orders hold", "of smooth coefficients, where no path is clipped or stopped at zero"],
        ...Object.entries(run.point ?? {}),
        ...Object.entries(run.versions),
      ],
    ),
    `${run.scheme.title}: ${run.scheme.citation}`,
  );
}

/** A text as a code block that no back-quotes within can end. */
export function fenced(text: string, language = ""): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${text.trimEnd()}\n${fence}`;
}

/** A Markdown table. */
export function table(head: readonly string[], rows: readonly (readonly unknown[])[]): string {
  const line = (cells: readonly unknown[]): string =>
    `| ${cells.map((cell) => String(cell).replaceAll("|", "\\|").replaceAll("\n", " ")).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

function paragraphs(...parts: readonly (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined && part !== "").join("\n\n");
}
