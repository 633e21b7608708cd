import { graphDefCodec } from "../protobuf/codec.ts";
import type { GraphDefMessage } from "../protobuf/messages.ts";
import { decodeFunctionDef, encodeFunctionDef } from "./function-def.ts";
import type { FunctionLibrary, GraphDef, Versions } from "./graph.ts";
import { decodeNode, encodeNode } from "./node-def.ts";

/** A graph as the bytes of a GraphDef. */
export function encodeGraph(graph: GraphDef): Uint8Array {
  return graphDefCodec.encode(encodeGraphMessage(graph));
}

/**
 * The graph that a GraphDef's bytes hold.
 *
 * @throws MalformedMessageError when they are no GraphDef
 */
export function decodeGraph(bytes: Uint8Array): GraphDef {
  return decodeGraphMessage(graphDefCodec.decode(bytes));
}

export function encodeGraphMessage({ node, library, versions }: GraphDef): GraphDefMessage {
  return {
    node: node.map(encodeNode),
    versions,
    library: library && {
      function: library.function.map(encodeFunctionDef),
      gradient: library.gradient,
    },
  };
}

export function decodeGraphMessage(message: GraphDefMessage): GraphDef {
  const library = decodeLibrary(message);
  const versions = decodeVersions(message);
  return {
    node: (message.node ?? []).map(decodeNode),
    ...(library && { library }),
    ...(versions && { versions }),
  };
}

function decodeLibrary({ library }: GraphDefMessage): FunctionLibrary | undefined {
  if (!library?.function?.length && !library?.gradient?.length) return undefined;
  const gradient = (library.gradient ?? []).map((entry) => ({
    functionName: entry.functionName ?? "",
    gradientFunc: entry.gradientFunc ?? "",
  }));
  return {
    function: (library.function ?? []).map(decodeFunctionDef),
    ...(gradient.length > 0 && { gradient }),
  };
}

function decodeVersions({ versions }: GraphDefMessage): Versions | undefined {
  if (!versions) return undefined;
  return {
    producer: versions.producer ?? 0,
    ...(versions.minConsumer && { minConsumer: versions.minConsumer }),
    ...(versions.badConsumers?.length && { badConsumers: versions.badConsumers }),
  };
}
