import type { Backend } from "./backend.ts";
import type { BackendName } from "./dtype.ts";
import { interpreterBackend } from "./interpreter-backend.ts";
import { wasmBackend } from "./wasm-backend.ts";

/** The backends by name. */
export const BACKENDS: { readonly [B in BackendName]: Backend } = {
  wasm: wasmBackend,
  interpreter: interpreterBackend,
};
