import { showCount, showDuration } from "driftgraph/embed";
import * as vscode from "vscode";
import type { LoggedRunFacts } from "../analysis/run-facts.ts";
import { escapeMarkdown } from "../workspace/markdown.ts";

/** How a run's state is drawn. */
export function iconOf({ status }: LoggedRunFacts): vscode.ThemeIcon {
  switch (status) {
    case "finished":
      return new vscode.ThemeIcon("pass", new vscode.ThemeColor("testing.iconPassed"));
    case "cancelled":
      return new vscode.ThemeIcon("circle-slash");
    case "failed":
      return new vscode.ThemeIcon("error", new vscode.ThemeColor("testing.iconFailed"));
    case "running":
      return new vscode.ThemeIcon("sync");
    default:
      return new vscode.ThemeIcon("graph");
  }
}

/** A run in a few words, for the grey text behind its name. */
export function shortDescription({
  facts,
  label,
}: {
  facts: LoggedRunFacts;
  label: string | undefined;
}): string {
  const paths = facts.paths ?? facts.settings["paths"];
  const words = [
    label,
    facts.points > 1 ? vscode.l10n.t("{0} points", facts.points) : undefined,
    typeof paths === "number" ? vscode.l10n.t("{0} paths", showCount(paths)) : undefined,
    facts.scheme,
    facts.status === "cancelled" ? vscode.l10n.t("cancelled") : undefined,
    facts.startTime === undefined ? undefined : clock(facts.startTime),
  ];
  return words.filter((word) => word !== undefined && word !== "").join(" · ");
}

/** All that is known of a run, for its tooltip. */
export function longDescription(facts: LoggedRunFacts): vscode.MarkdownString {
  const text = new vscode.MarkdownString();
  text.appendMarkdown(`**${escapeMarkdown(facts.title ?? facts.model ?? facts.name)}**\n\n`);
  if (facts.startTime !== undefined)
    text.appendText(new Date(facts.startTime * 1000).toLocaleString(vscode.env.language));
  if (facts.duration !== undefined) text.appendText(` · ${showDuration(facts.duration)}`);
  text.appendMarkdown("\n\n");
  if (facts.error !== undefined) text.appendText(`${facts.error}\n\n`);
  const settings = Object.entries({ ...facts.parameters, ...facts.settings }).map(
    ([name, value]) => `| ${escapeMarkdown(name)} | ${escapeMarkdown(String(value))} |`,
  );
  if (settings.length > 0) text.appendMarkdown(`| | |\n|---|---|\n${settings.join("\n")}\n\n`);
  for (const warning of facts.warnings) text.appendMarkdown(`⚠ ${escapeMarkdown(warning)}\n\n`);
  if (facts.command !== undefined) text.appendCodeblock(facts.command, "shellscript");
  return text;
}

function clock(seconds: number): string {
  const date = new Date(seconds * 1000);
  const today = date.toDateString() === new Date().toDateString();
  return today
    ? date.toLocaleTimeString(vscode.env.language, { hour: "2-digit", minute: "2-digit" })
    : date.toLocaleDateString(vscode.env.language);
}
