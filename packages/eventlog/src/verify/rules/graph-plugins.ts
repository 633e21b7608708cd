import type { SummaryValue } from "../../event/event.ts";
import { decodeRunMetadata } from "../../profile/decode.ts";
import { byteStrings } from "../../tensor/tensor.ts";
import { checkGraph } from "../check-graph.ts";
import type { Report } from "../finding.ts";
import type { Rule } from "../rule.ts";

const RUN_METADATA: ReadonlySet<string> = new Set([
  "graph_run_metadata",
  "graph_run_metadata_graph",
]);
const KERAS = "graph_keras_model";

/** Graphs under tags state the version that TensorBoard asks for, and can be drawn. */
export function graphPluginsRule(): Rule {
  return {
    event(event, report) {
      if (event.kind !== "summary") return;
      for (const value of event.values) {
        const name = value.plugin?.name ?? "";
        if (RUN_METADATA.has(name)) checkTaggedGraph(value, name, report);
        if (name === KERAS) checkKeras(value, report);
      }
    },
  };
}

function checkTaggedGraph(value: SummaryValue, plugin: string, report: Report): void {
  const version = new TextDecoder().decode(value.plugin?.content ?? new Uint8Array());
  if (version !== "1") {
    report(
      "graph-plugin-version",
      `tag "${value.tag}": the content of ${plugin} is "${version}"; TensorBoard takes only "1"`,
    );
  }
  try {
    const bytes = bytesOf(value);
    if (bytes === undefined) throw new TypeError("it holds no string tensor");
    for (const { preOptimization } of decodeRunMetadata(bytes).functionGraphs) {
      if (preOptimization) checkGraph(preOptimization, `the graph "${value.tag}"`, report);
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    report("graph-unreadable", `the graph "${value.tag}" can't be read: ${reason}`);
  }
}

function checkKeras(value: SummaryValue, report: Report): void {
  try {
    JSON.parse(new TextDecoder().decode(bytesOf(value)));
  } catch {
    report("keras-graph-not-json", `tag "${value.tag}" of ${KERAS} holds no JSON`);
  }
}

function bytesOf({ data }: SummaryValue): Uint8Array | undefined {
  return data.kind === "tensor" ? byteStrings(data.tensor)[0] : undefined;
}
