// The built-in models as model files import them.
export * from "@driftgraph/models";
