import { fstatSync, writeSync } from "node:fs";
import process from "node:process";
import type { WriteStream } from "node:tty";

/** Where text goes: the process's standard output, or its standard error. */
export interface Output {
  readonly isTTY: boolean;
  /** Width in characters, if it is known. */
  readonly columns: number | undefined;
  readonly write: (text: string) => void;
}

/** Standard output. */
export function standardOutput(): Output {
  return outputOf(1, () => process.stdout);
}

/** Standard error. */
export function standardError(): Output {
  return outputOf(2, () => process.stderr);
}

/**
 * A pipe or a file is written to without Node's stream for it: loading the modules of streams and sockets
 * is the longest part of the start of a short command.
 */
function outputOf(descriptor: number, stream: () => WriteStream): Output {
  if (!isPipeOrFile(descriptor)) return streamOutput(withQuietEnd(stream()));
  let fallback: WriteStream | undefined;
  return {
    isTTY: false,
    columns: undefined,
    write: (text) => {
      const left = fallback ? Buffer.from(text) : writeWhole(descriptor, Buffer.from(text));
      if (left.length === 0) return;
      // The pipe is full, and whoever made it doesn't want anybody to wait for it: the stream knows how.
      fallback ??= withQuietEnd(stream());
      fallback.write(left);
    },
  };
}

function streamOutput(stream: WriteStream): Output {
  return {
    isTTY: stream.isTTY === true,
    columns: stream.columns,
    write: (text) => void stream.write(text),
  };
}

function isPipeOrFile(descriptor: number): boolean {
  try {
    const status = fstatSync(descriptor);
    return status.isFIFO() || status.isFile();
  } catch {
    return false; // a closed one, for which Node has a stream that takes everything
  }
}

/** Writes until all is written or the descriptor takes no more at once; returns what is left. */
function writeWhole(descriptor: number, bytes: Buffer): Buffer {
  let done = 0;
  try {
    while (done < bytes.length) done += writeSync(descriptor, bytes, done);
  } catch (error) {
    if (isError(error, "EPIPE")) endQuietly();
    if (!isError(error, "EAGAIN")) throw error;
  }
  return bytes.subarray(done);
}

function withQuietEnd(stream: WriteStream): WriteStream {
  return stream.on("error", (error) => {
    if (!isError(error, "EPIPE")) throw error;
    endQuietly();
  });
}

// `driftgraph … | head` closes the pipe early: that is no failure of ours, and nothing is left to say.
function endQuietly(): never {
  process.exit(process.exitCode ?? 0);
}

function isError(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
