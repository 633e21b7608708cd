// Lowering
export type { Interface, TensorFlowProgram, TensorSpec } from "./lower/program.ts";
// SavedModels
export {
  encodeSavedModel,
  type SavedModelFiles,
  savedModelFiles,
} from "./saved-model/saved-model.ts";
