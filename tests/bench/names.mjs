// @ts-check

/** What implementations are called in tables, in `--json` and by `--only`. */
export const REFERENCE = "C++ AVX2";
export const REFERENCE_NATIVE = "C++ native";
export const DRIFTGRAPH_FMA = "Driftgraph WASM + FMA";
export const DRIFTGRAPH = "Driftgraph WASM";
export const JAX = "JAX";
export const SAVED_MODEL = "Driftgraph in TensorFlow";
export const TENSORFLOW = "TensorFlow, Python";
export const TFJS_EAGER = "tfjs-node, eager";
export const NUMPY = "NumPy";
export const JAVASCRIPT = "JavaScript";
export const SHELL_BARE = "node -e 0";
export const SHELL_RUN = "driftgraph run switch";
