import { DEVICE_PATTERN, LOCAL_CPU } from "../profile/run-metadata.ts";
import { approximateInt64 } from "../protobuf/int64.ts";
import type { DeviceStepStatsMessage, NodeExecStatsMessage } from "../protobuf/messages.ts";
import type { Report } from "./finding.ts";

/** Of a device's span, the ops' own times should fill as much. */
const FILLED = 0.5;

/**
 * Looks for what keeps TensorBoard from drawing a device's times and memory.
 *
 * It goes by the fields as they are: the decoded profile would already take nanoseconds into account.
 */
export function checkProfile(device: DeviceStepStatsMessage, what: string, report: Report): void {
  const name = device.device ?? "";
  const nodes = device.nodeStats ?? [];
  if (!DEVICE_PATTERN.test(name)) {
    report("device-not-drawn", `${what}: device "${name}" does not end as in ${LOCAL_CPU}`);
  }
  count(nodes.filter(hasNoDuration), (names) => {
    report(
      "no-duration",
      `${what}: all_end_rel_micros is 0, so TensorBoard draws no time: ${names}`,
    );
  });
  count(nodes.filter(hasShapelessOutput), (names) => {
    const effect = "which breaks all of TensorBoard's colouring";
    report("output-without-shape", `${what}: an output has no shape, ${effect}: ${names}`);
  });
  count(nodes.filter(hasNoTotal), (names) => {
    report("memory-without-total", `${what}: total_bytes is 0 where other bytes are not: ${names}`);
  });
  checkSpan(nodes, what, report);
}

function hasNoDuration(node: NodeExecStatsMessage): boolean {
  return approximateInt64(node.allEndRelMicros) <= 0;
}

function hasShapelessOutput(node: NodeExecStatsMessage): boolean {
  return (node.output ?? []).some(({ tensorDescription }) => !tensorDescription?.shape);
}

function hasNoTotal(node: NodeExecStatsMessage): boolean {
  return (node.memory ?? []).some(
    ({ totalBytes, peakBytes, liveBytes }) =>
      approximateInt64(totalBytes) === 0 &&
      (approximateInt64(peakBytes) > 0 || approximateInt64(liveBytes) > 0),
  );
}

function checkSpan(nodes: readonly NodeExecStatsMessage[], what: string, report: Report): void {
  let [start, end, sum] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
  for (const node of nodes) {
    const from = approximateInt64(node.allStartMicros);
    const duration = approximateInt64(node.allEndRelMicros);
    start = Math.min(start, from);
    end = Math.max(end, from + duration);
    sum += duration;
  }
  if (nodes.length === 0 || sum >= FILLED * (end - start)) return;
  const effect = "TensorBoard shows a scope's time as its span";
  report("profile-gaps", `${what}: the ops take ${sum} of ${end - start} µs; ${effect}`);
}

// One finding for all nodes of a kind: a profile has thousands.
function count(nodes: readonly NodeExecStatsMessage[], report: (names: string) => void): void {
  const [first] = nodes;
  if (first === undefined) return;
  const others = nodes.length > 1 ? ` and ${nodes.length - 1} more` : "";
  report(`node "${first.nodeName ?? ""}"${others}`);
}
