import type { OwnPackages } from "./import-rules.ts";

/** What loading a model's file needs of this command's own way to be loaded. */
export interface ModelHost {
  /** Where model files find our packages. */
  readonly packages: () => OwnPackages;
  readonly importModule: (url: string) => Promise<unknown>;
}

const OWN_PACKAGES = ["@driftgraph/core", "@driftgraph/models", "@driftgraph/eventlog"];

let host: ModelHost = {
  packages: () => Object.fromEntries(OWN_PACKAGES.map((name) => [name, import.meta.resolve(name)])),
  importModule: (url) => import(url),
};

/** This command's modules, unless a bundle has said otherwise. */
export function modelHost(): ModelHost {
  return host;
}

/** Says how it is in a bundle; before any model is loaded. */
export function useModelHost(bundle: ModelHost): void {
  host = bundle;
}
