import { showNumber } from "driftgraph/embed";
import * as vscode from "vscode";
import type { ModelFacts } from "../analysis/model-facts.ts";
import type { Part } from "../analysis/outline.ts";
import { escapeMarkdown } from "../workspace/markdown.ts";
import { rangeOf, SELECTOR } from "../workspace/model-document.ts";
import type { Services } from "../workspace/services.ts";
import { equationAt, nameAt, partTouching } from "./formula-at.ts";
import { mathImage } from "./math-image.ts";

/** Equations rendered, with derivatives and the structure of the noise; what names stand for. */
export function registerHovers({ analyser }: Services): vscode.Disposable {
  return vscode.languages.registerHoverProvider(SELECTOR, {
    async provideHover(document, position) {
      const { models } = await analyser.analyse(document);
      const offset = document.offsetAt(position);
      const equation = equationAt(models, offset);
      const facts = equation?.model.facts;
      const name = nameAt(document.getText(), offset);
      const meaning = facts && name && nameText(facts, name.name);
      if (equation && meaning && name) {
        const text = [meaning, ...formulaTexts(facts, equation.part)];
        return new vscode.Hover(text, rangeOf(document, name));
      }
      const around = partTouching(models, offset);
      if (around?.model.facts) {
        const texts = formulaTexts(around.model.facts, around.part);
        if (texts.length > 0) return new vscode.Hover(texts, rangeOf(document, around.part.key));
      }
      const model = models.find(({ callee }) => offset >= callee.start && offset <= callee.end);
      return model?.facts
        ? new vscode.Hover(modelTexts(model.facts), rangeOf(document, model.callee))
        : null;
    },
  });
}

/** All equations of a model, its noise, and the scheme that it is run by. */
function modelTexts(facts: ModelFacts): vscode.MarkdownString[] {
  const { record, noise, schemes } = facts;
  const scheme = schemes.find(({ isDefault }) => isDefault);
  const text = markdown(`**${escapeMarkdown(record.title ?? record.name)}**\n\n`);
  for (const { mathml } of record.equations) text.appendMarkdown(`${mathImage(mathml)}\n\n`);
  text.appendMarkdown(`${noiseText(noise)}\n\n`);
  if (scheme)
    text.appendMarkdown(
      vscode.l10n.t("Default scheme: {0} ({1})", scheme.name, orderText(scheme.order)),
    );
  return [text];
}

/** What a name in an equation stands for. */
function nameText(
  { record, nonnegative }: ModelFacts,
  name: string,
): vscode.MarkdownString | undefined {
  const parameter = record.parameters.find((one) => one.name === name);
  if (parameter) {
    const { expression, value, title, unit = "" } = parameter;
    const formula = expression === undefined ? "" : `${expression} = `;
    const words = title === undefined ? vscode.l10n.t("parameter") : title;
    return markdown(
      `\`${name} = ${formula}${showNumber(value)}${unit && ` ${unit}`}\` — ${escapeMarkdown(words)}`,
    );
  }
  const species = record.species.find((one) => one.name === name);
  if (species) {
    const { title, unit, initial } = species;
    const proved = nonnegative.includes(name) ? vscode.l10n.t("proved never negative") : undefined;
    const words = [
      title ?? vscode.l10n.t("species"),
      unit,
      vscode.l10n.t("starts at {0}", initial ?? ""),
      proved,
    ];
    return markdown(`\`${name}\` — ${escapeMarkdown(words.filter(Boolean).join(", "))}`);
  }
  return name === "t"
    ? markdown(`\`t\` — ${vscode.l10n.t("time")} ${escapeMarkdown(record.timeUnit ?? "")}`)
    : undefined;
}

/** The equation that a formula is part of, its derivatives, and what is proved of the noise. */
function formulaTexts(
  facts: ModelFacts,
  { path: [section, name = "", inner] }: Part,
): vscode.MarkdownString[] {
  if (section === "parameters" || section === "observables" || section === "state") {
    const text =
      inner === undefined || section === "parameters" ? nameText(facts, name) : undefined;
    return text ? [text] : [];
  }
  if (section !== "drift" && section !== "diffusion") return [];
  const species = section === "diffusion" && inner !== undefined ? inner : name;
  const equation = facts.record.equations.find((one) => one.species === species);
  if (!equation) return [];
  const text = markdown(`${mathImage(equation.mathml)}\n\n`);
  const derivatives = facts.derivatives.filter(
    (one) => one.of === section && one.species === species,
  );
  if (derivatives.length > 0) {
    const lines = derivatives.map(
      ({ by, text: formula }) => `∂(${section} of ${species})/∂${by} = ${formula}`,
    );
    text.appendCodeblock(lines.join("\n"), "plaintext");
  }
  if (section === "diffusion") text.appendMarkdown(`${noiseText(facts.noise)}\n\n`);
  return [text];
}

function noiseText({ structure, reason }: ModelFacts["noise"]): string {
  return vscode.l10n.t("Noise: **{0}**, because {1}", structure, escapeMarkdown(reason));
}

/** The orders that are proved, in words. */
export function orderText(order: ModelFacts["schemes"][number]["order"]): string {
  const words = [
    order?.strong == null ? undefined : vscode.l10n.t("strong order {0}", order.strong),
    order?.weak == null ? undefined : vscode.l10n.t("weak order {0}", order.weak),
  ].filter((word) => word !== undefined);
  return words.length > 0 ? words.join(", ") : vscode.l10n.t("no order proved");
}

function markdown(text: string): vscode.MarkdownString {
  const value = new vscode.MarkdownString(text);
  value.supportHtml = true;
  return value;
}
