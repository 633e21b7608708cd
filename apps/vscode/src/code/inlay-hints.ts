import * as vscode from "vscode";
import type { AnalysedModel } from "../analysis/analyse.ts";
import { partAt } from "../analysis/outline.ts";
import { SELECTOR } from "../workspace/model-document.ts";
import type { Services } from "../workspace/services.ts";
import { setting } from "../workspace/settings.ts";
import { orderText } from "./hovers.ts";

/** What is proved of a model, where it is written: the noise, the scheme's order, what stays at or above zero. */
export function registerInlayHints({ analyser }: Services): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  return vscode.Disposable.from(
    changed,
    analyser.onDidAnalyse(() => changed.fire()),
    vscode.workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration("driftgraph.inlayHints")) changed.fire();
    }),
    vscode.languages.registerInlayHintsProvider(SELECTOR, {
      onDidChangeInlayHints: changed.event,
      async provideInlayHints(document, range) {
        if (!setting("inlayHints.enabled", document.uri)) return [];
        const { models } = await analyser.analyse(document);
        return models
          .flatMap((model) => hintsOf(document, model))
          .filter(({ position }) => range.contains(position));
      },
    }),
  );
}

function hintsOf(document: vscode.TextDocument, model: AnalysedModel): vscode.InlayHint[] {
  const { facts, isRepaired } = model;
  if (!facts || isRepaired) return [];
  const hint = (offset: number | undefined, label: string, tooltip: string): vscode.InlayHint[] => {
    if (offset === undefined) return [];
    const made = new vscode.InlayHint(document.positionAt(offset), label);
    made.tooltip = tooltip;
    made.paddingLeft = true;
    return [made];
  };
  const { noise, schemes, nonnegative } = facts;
  const scheme = schemes.find(({ isDefault }) => isDefault);
  return [
    ...hint(
      partAt(model, "diffusion")?.key.end,
      vscode.l10n.t("{0} noise", noise.structure),
      vscode.l10n.t("Proved: {0}", noise.reason),
    ),
    ...(scheme
      ? hint(
          partAt(model, "drift")?.key.end,
          `${scheme.name}, ${orderText(scheme.order)}`,
          vscode.l10n.t(
            "The default scheme for this model, with the order that is proved for its noise. {0}",
            scheme.citation,
          ),
        )
      : []),
    ...nonnegative.flatMap((name) =>
      hint(
        partAt(model, "state", name)?.value.end,
        "≥ 0",
        vscode.l10n.t(
          "Proved: {0} never becomes negative. A scheme's steps may still overshoot.",
          name,
        ),
      ),
    ),
  ];
}
