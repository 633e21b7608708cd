import { runMetadataCodec } from "../../protobuf/codec.ts";
import type { RunMetadataMessage } from "../../protobuf/messages.ts";
import { checkProfile } from "../check-profile.ts";
import type { Report } from "../finding.ts";
import type { Rule } from "../rule.ts";

/** A profile can be drawn over the run's graph. */
export function profileRule(): Rule {
  return {
    event(event, report) {
      if (event.kind !== "run-metadata") return;
      const what = `profile "${event.tag}"`;
      const message = decode(event.runMetadata, what, report);
      for (const device of message?.stepStats?.devStats ?? []) checkProfile(device, what, report);
    },
  };
}

function decode(bytes: Uint8Array, what: string, report: Report): RunMetadataMessage | undefined {
  try {
    return runMetadataCodec.decode(bytes);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    report("profile-unreadable", `${what} can't be read: ${reason}`);
    return undefined;
  }
}
