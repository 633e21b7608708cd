import { readFile } from "node:fs/promises";
import type { InitializeHook, LoadHook, ResolveHook } from "node:module";
import { fileURLToPath } from "node:url";
import type { MessagePort } from "node:worker_threads";
import {
  isEsmText,
  isJson,
  isModelFile,
  isNotFound,
  isTypeScript,
  jsonModule,
  type OwnPackages,
  replacement,
} from "./import-rules.ts";

// The module hooks of Node 20, in the loader's own thread: what hooks.ts does where it can be done in one thread.

let own: OwnPackages = {};
let port: MessagePort | undefined;

/** Called by Node with the data given to `register`. */
export const initialize: InitializeHook<{ own: OwnPackages; port: MessagePort }> = (data) => {
  own = data.own;
  port = data.port;
};

export const resolve: ResolveHook = async (specifier, context, next) => {
  const ours = own[specifier];
  if (ours !== undefined) return { url: ours, shortCircuit: true };
  try {
    return await next(specifier, context);
  } catch (error) {
    const url = isNotFound(error) ? replacement(specifier, context.parentURL) : undefined;
    if (url === undefined) throw error;
    return { url, shortCircuit: true };
  }
};

export const load: LoadHook = async (url, context, next) => {
  if (!isModelFile(url, own)) return next(url, context);
  port?.postMessage(url);
  const read = (): Promise<string> => readFile(fileURLToPath(url), "utf8");
  if (isJson(url))
    return { format: "module", source: jsonModule(await read()), shortCircuit: true };
  const isScript = url.endsWith(".js");
  if (isScript && isEsmText(url, await read()))
    return { format: "module", source: await read(), shortCircuit: true };
  if (!isTypeScript(url)) return next(url, context);
  const { stripTypes } = await import("./strip-types.ts");
  return {
    format: "module",
    source: stripTypes(await read(), fileURLToPath(url)),
    shortCircuit: true,
  };
};
