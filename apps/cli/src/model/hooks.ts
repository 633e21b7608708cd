import { readFileSync } from "node:fs";
import module from "node:module";
import { fileURLToPath } from "node:url";
import { MessageChannel, type MessagePort, receiveMessageOnPort } from "node:worker_threads";
import { packageRoot } from "../package-root.ts";
import { modelHost } from "./host.ts";
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

/** Tells which of the user's files were loaded, to find the one with an error. */
export interface LoadedFiles {
  urls(): readonly string[];
  /** Whether a module is one of the user's own files. */
  isUsers(url: string): boolean;
}

/** Node's hooks that run in the same thread (Node 22.15 on); the types of Node 20 don't know them. */
interface SyncHooks {
  resolve(
    specifier: string,
    context: { readonly parentURL?: string },
    next: (specifier: string, context?: object) => { url: string },
  ): object;
  load(url: string, context: object, next: (url: string, context?: object) => object): object;
}

type RegisterHooks = (hooks: SyncHooks) => void;

let installed: LoadedFiles | undefined;

/**
 * Teaches this process to load model files: TypeScript without its types, JSON, and our own packages
 * from any folder, as the very copies that this command uses.
 */
export async function installHooks(): Promise<LoadedFiles> {
  if (installed) return installed;
  const own = modelHost().packages();
  installed = await install(own);
  answerRequire(own);
  return installed;
}

type ResolveFilename = (request: string, ...rest: unknown[]) => string;

/** CommonJS asks for packages without any hooks in Node 20: `require("@driftgraph/core")` gets the same copies. */
function answerRequire(own: OwnPackages): void {
  const resolve: ResolveFilename = Reflect.get(module, "_resolveFilename");
  Reflect.set(
    module,
    "_resolveFilename",
    function (this: unknown, ...asked: Parameters<ResolveFilename>) {
      const ours = own[asked[0]];
      return ours === undefined ? resolve.apply(this, asked) : fileURLToPath(ours);
    },
  );
}

async function install(own: OwnPackages): Promise<LoadedFiles> {
  const registerHooks: RegisterHooks | undefined = Reflect.get(module, "registerHooks");
  return registerHooks ? installInThread(registerHooks, own) : installLoaderThread(own);
}

async function installInThread(
  registerHooks: RegisterHooks,
  own: OwnPackages,
): Promise<LoadedFiles> {
  const urls: string[] = [];
  const strips = Reflect.get(process.features, "typescript") === "strip";
  const stripTypes = strips ? undefined : (await import("./strip-types.ts")).stripTypes;
  registerHooks({
    resolve(specifier, context, next) {
      const ours = own[specifier];
      if (ours !== undefined) return { url: ours, shortCircuit: true };
      try {
        return next(specifier, context);
      } catch (error) {
        const url = isNotFound(error) ? replacement(specifier, context.parentURL) : undefined;
        if (url === undefined) throw error;
        return { url, shortCircuit: true };
      }
    },
    load(url, context, next) {
      if (!isModelFile(url, own)) return next(url, context);
      urls.push(url);
      const read = (): string => readFileSync(fileURLToPath(url), "utf8");
      if (isJson(url)) return { format: "module", source: jsonModule(read()), shortCircuit: true };
      if (isEsmText(url, url.endsWith(".js") ? read() : ""))
        return { format: "module", source: read(), shortCircuit: true };
      if (!stripTypes || !isTypeScript(url)) return next(url, context);
      return {
        format: "module",
        source: stripTypes(read(), fileURLToPath(url)),
        shortCircuit: true,
      };
    },
  });
  return { urls: () => urls, isUsers: (url) => isModelFile(url, own) };
}

/** Before Node 22.15, hooks run in a thread of their own; it tells us what it loads. */
function installLoaderThread(own: OwnPackages): LoadedFiles {
  const { port1, port2 } = new MessageChannel();
  module.register(new URL("dist/model-hooks.js", packageRoot()).href, {
    data: { own, port: port2 },
    transferList: [port2],
  });
  port1.unref();
  return { urls: () => [...messagesOf(port1)], isUsers: (url) => isModelFile(url, own) };
}

function* messagesOf(port: MessagePort): Generator<string> {
  for (let got = receiveMessageOnPort(port); got; got = receiveMessageOnPort(port))
    yield String(got.message);
}
