import { hparamsCodec } from "../protobuf/codec.ts";
import type { HParamsPluginDataMessage, HParamValueMessage } from "../protobuf/messages.ts";

export type HParamValue = number | string | boolean;

export const SESSION_START_TAG = "_hparams_/session_start_info";
export const SESSION_END_TAG = "_hparams_/session_end_info";

/** What a session was started with. */
export interface SessionStart {
  readonly hparams: { readonly [name: string]: HParamValue };
  /** Sessions of one group are shown as repetitions of one trial. */
  readonly group?: string;
  /** Seconds since 1970. */
  readonly startTime: number;
}

export type SessionStatus = "unknown" | "success" | "failure" | "running";

/** How a session ended. */
export interface SessionEnd {
  readonly status: SessionStatus;
  /** Seconds since 1970. */
  readonly endTime: number;
}

/** One of the messages that the `hparams` plugin keeps in its metadata. */
export type HParamsData =
  | ({ readonly kind: "session-start" } & SessionStart)
  | ({ readonly kind: "session-end" } & SessionEnd)
  | { readonly kind: "experiment"; readonly name: string; readonly description: string }
  | { readonly kind: "none" };

const STATUSES: readonly SessionStatus[] = ["unknown", "success", "failure", "running"];

/** The plugin's data as the bytes of HParamsPluginData. */
export function encodeSessionStart({ hparams, group = "", startTime }: SessionStart): Uint8Array {
  const values = Object.entries(hparams).map(([name, value]) => [name, encodeValue(value)]);
  return hparamsCodec.encode({
    sessionStartInfo: {
      hparams: Object.fromEntries(values),
      groupName: group,
      startTimeSecs: startTime,
    },
  });
}

export function encodeSessionEnd({ status, endTime }: SessionEnd): Uint8Array {
  return hparamsCodec.encode({
    sessionEndInfo: { status: STATUSES.indexOf(status), endTimeSecs: endTime },
  });
}

/**
 * What the content of the `hparams` plugin's metadata says.
 *
 * @throws MalformedMessageError when it isn't HParamsPluginData
 */
export function decodeHParams(content: Uint8Array): HParamsData {
  const { sessionStartInfo: start, sessionEndInfo: end, experiment } = hparamsCodec.decode(content);
  if (start) return { kind: "session-start", ...decodeStart(start) };
  if (end) {
    return {
      kind: "session-end",
      status: STATUSES[end.status ?? 0] ?? "unknown",
      endTime: end.endTimeSecs ?? 0,
    };
  }
  if (experiment) {
    const { name, description } = experiment;
    return { kind: "experiment", name: name ?? "", description: description ?? "" };
  }
  return { kind: "none" };
}

function decodeStart(
  start: NonNullable<HParamsPluginDataMessage["sessionStartInfo"]>,
): SessionStart {
  const values = Object.entries(start.hparams ?? {}).flatMap(([name, message]) => {
    const value = decodeValue(message);
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    hparams: Object.fromEntries(values),
    ...(start.groupName && { group: start.groupName }),
    startTime: start.startTimeSecs ?? 0,
  };
}

function encodeValue(value: HParamValue): HParamValueMessage {
  if (typeof value === "boolean") return { boolValue: value };
  return typeof value === "number" ? { numberValue: value } : { stringValue: value };
}

// Of a oneof protobufjs sets only the field that was there; the others are zeros of the prototype.
function decodeValue(message: HParamValueMessage): HParamValue | undefined {
  if (Object.hasOwn(message, "boolValue")) return message.boolValue ?? false;
  if (Object.hasOwn(message, "numberValue")) return message.numberValue ?? 0;
  if (Object.hasOwn(message, "stringValue")) return message.stringValue ?? "";
  return undefined;
}
