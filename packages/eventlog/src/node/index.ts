export { type EventFileOptions, EventFileWriter } from "./event-file-writer.ts";
export { fileSource } from "./file-source.ts";
export {
  type FoundFile,
  type FoundFiles,
  findEventFiles,
  type Skipped,
} from "./find-event-files.ts";
export { LogFolder } from "./log-folder.ts";
