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
  /** Size and identity at one moment, where a file can be replaced or rewritten. */
  state?(): Promise<SourceState>;
  /** Lets go of what is held open; a later read opens it again. */
  close?(): Promise<void>;
}

/** What tells versions of a file apart. */
export interface SourceState {
  readonly size: number;
  /** The same as long as it is the same file, e.g. device and inode. */
  readonly file: string;
  /** Changes with every change of the content, e.g. the time of modification. */
  readonly version: string;
}
