export { crc32c, maskCrc, maskedCrc32c } from "./crc32c/crc32c.ts";
export * from "./errors.ts";
