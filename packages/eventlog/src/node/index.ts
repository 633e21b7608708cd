export { type EventFileOptions, EventFileWriter } from "./event-file-writer.ts";
export { fileSource } from "./file-source.ts";
export { findEventFiles, type FoundFile, type FoundFiles, type Skipped } from "./find-event-files.ts";
export { LogFolder } from "./log-folder.ts";
