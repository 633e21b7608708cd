import type { Backend, RunSimulation } from "./backend.ts";
import type { BackendName } from "./dtype.ts";
import { interpreterBackend } from "./interpreter-backend.ts";
import { wasmBackend } from "./wasm-backend.ts";

const RUNS: { readonly [B in BackendName]: RunSimulation } = {
  wasm: wasmBackend,
  interpreter: interpreterBackend,
};

/** A backend by its name; one of another package is itself. */
export function backendOf(backend: BackendName | Backend = "wasm"): Backend {
  return typeof backend === "string" ? { name: backend, run: RUNS[backend] } : backend;
}
