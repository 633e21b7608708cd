// Exports
export { exportProgram } from "./export/export-program.ts";
// Lowering
export type { Binnings } from "./lower/inputs.ts";
export {
  type LowerOptions,
  lowerForExport,
  lowerForRuntime,
  type NativeDefaults,
} from "./lower/lower.ts";
export type { Interface, TensorFlowProgram, TensorSpec } from "./lower/program.ts";
// SavedModels
export {
  encodeSavedModel,
  type SavedModelFiles,
  savedModelFiles,
} from "./saved-model/saved-model.ts";
