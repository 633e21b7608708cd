/** The float type of states and noise. */
export type DType = "float32" | "float64";

/** The backends that are part of this package. */
export type BackendName = "wasm" | "interpreter";
