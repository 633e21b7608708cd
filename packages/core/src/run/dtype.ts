/** The float type of states and noise. */
export type DType = "float32" | "float64";

/** Which backend runs the graph. */
export type BackendName = "wasm" | "interpreter";
