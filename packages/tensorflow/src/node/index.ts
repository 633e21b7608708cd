// Setting libtensorflow up
export {
  damagedFiles,
  findInstallation,
  type Installation,
  installationFolder,
} from "../provision/installation.ts";
export { probe } from "../provision/probe.ts";
export { type ProvisionOptions, provision } from "../provision/provision.ts";
export { SetupError } from "../provision/setup-error.ts";
export type { Reporter } from "../provision/stage.ts";
// Runs
export { tensorflowBackend } from "../runtime/backend.ts";
export { profileTensorFlowRun } from "../runtime/profile.ts";
// SavedModels
export { writeSavedModel } from "../saved-model/write.ts";
