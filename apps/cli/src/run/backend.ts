import {
  type Backend,
  type BackendName,
  type Profile,
  profileRun,
  type Run,
} from "@driftgraph/core";

/** What runs the graph, and how a run of it is profiled. */
export interface ChosenBackend {
  readonly backend: Backend | BackendName;
  readonly profiler: (
    run: Run,
    options: Parameters<typeof profileRun>[1],
  ) => Profile | Promise<Profile>;
}

/** The backend of a name; TensorFlow's is loaded only where it is asked for. */
export async function chooseBackend(
  name: BackendName | "tensorflow" = "wasm",
): Promise<ChosenBackend> {
  if (name !== "tensorflow") return { backend: name, profiler: profileRun };
  const { profileTensorFlowRun, tensorflowBackend } = await import("@driftgraph/tensorflow/node");
  return { backend: tensorflowBackend, profiler: profileTensorFlowRun };
}
