import { encodeProfile, type Profile } from "../profile/encode.ts";
import type { LogEvent } from "./event.ts";

/** A profile over the run's graph, under a tag that no summary of the run uses. */
export function runMetadataEvent(
  at: { readonly wallTime: number; readonly step?: number },
  tag: string,
  profile: Profile,
): LogEvent {
  const { wallTime, step = 0 } = at;
  return { kind: "run-metadata", tag, runMetadata: encodeProfile(profile), wallTime, step };
}
