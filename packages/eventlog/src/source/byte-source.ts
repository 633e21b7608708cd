/**
 * Where the bytes of one file come from: memory, a Blob, a file, a web server.
 *
 * All methods reject with SourceError when the source can't be read.
 */
export interface ByteSource {
  /** Bytes that are there now; a file that is being written grows. */
  size(): Promise<number>;
  /** `length` bytes from `offset`; fewer only at the end. The bytes are the caller's to keep, not to change. */
  read(offset: number, length: number): Promise<Uint8Array>;
  /**
   * What changes when the file is replaced by another or changed otherwise than by appending, if it can be told;
   * asked before each look for news.
   */
  identity?(): Promise<SourceIdentity>;
  /** Lets go of what is held open; a later read opens it again. */
  close?(): Promise<void>;
}

/** Tells versions of a file apart. */
export interface SourceIdentity {
  /** The same as long as it is the same file, e.g. device and inode. */
  readonly file: string;
  /** Changes with every change of the content, e.g. the time of modification. */
  readonly version: string;
}
