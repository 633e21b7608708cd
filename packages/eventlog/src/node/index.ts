export { type EventFileOptions, EventFileWriter } from "./event-file-writer.ts";
