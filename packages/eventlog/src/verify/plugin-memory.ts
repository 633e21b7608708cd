import type { SummaryValue } from "../event/event.ts";
import { pluginOfValue, type TagOwner } from "../event/plugin.ts";

/** Tells the plugin of a value, also where only the first of the tag's values named it. */
export function pluginMemory(): (value: SummaryValue) => string {
  const owners = new Map<string, TagOwner>();
  return ({ tag, plugin: named, data: { kind } }) => {
    const owner = owners.get(tag);
    const plugin = pluginOfValue(named?.name ?? "", kind, owner);
    if (owner === undefined) owners.set(tag, { plugin, kind });
    return plugin;
  };
}
