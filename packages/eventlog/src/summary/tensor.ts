import { InvalidEventError } from "../errors.ts";
import type { PluginData, SummaryValue } from "../event/event.ts";
import type { Tensor } from "../tensor/tensor.ts";
import type { Labels } from "./labels.ts";

/**
 * Data of a plugin of our own, which TensorBoard passes over quietly.
 *
 * @throws InvalidEventError when the plugin has no name: TensorBoard would then guess one
 */
export function tensorValue(
  tag: string,
  plugin: PluginData,
  tensor: Tensor,
  labels: Labels = {},
): SummaryValue {
  if (plugin.name === "") throw new InvalidEventError(`tag "${tag}" needs the name of its plugin`);
  return { tag, plugin, data: { kind: "tensor", tensor }, dataClass: "tensor", ...labels };
}
