import { closeSync, fdatasync, ftruncateSync, mkdirSync, openSync, writeSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import process from "node:process";
import { promisify } from "node:util";
import { WriteFailedError } from "../errors.ts";
import type { LogEvent } from "../event/event.ts";
import { eventFileName } from "../event/file-name.ts";
import { EventEncoder } from "../write/event-encoder.ts";
import type { EventSink } from "../write/event-sink.ts";

const synchronize = promisify(fdatasync);
const TRIES = 1000;

let nextUid = 0;

/** What may be said about a new event file; the defaults are this machine, process and moment. */
export interface EventFileOptions {
  /** Seconds since 1970, for the file's name and first event. */
  readonly wallTime?: number;
  readonly host?: string;
}

/**
 * Appends the events of one run to a new file in the run's folder.
 *
 * Each record goes out in one write, in order, so a process killed at any moment leaves whole records and at
 * most one torn one at the end; what `write` returned from is in the file.
 */
export class EventFileWriter implements EventSink {
  /** The file's path. */
  readonly path: string;
  readonly #encoder = new EventEncoder();
  #descriptor: number | undefined;
  #length = 0;

  private constructor(file: string, descriptor: number) {
    this.path = file;
    this.#descriptor = descriptor;
  }

  /**
   * Creates the run's folder where it is missing, and in it a new file that starts with the file version.
   *
   * @throws WriteFailedError
   */
  static create(folder: string, options: EventFileOptions = {}): EventFileWriter {
    const { wallTime = Date.now() / 1000, host = os.hostname() } = options;
    const [file, descriptor] = openNew(folder, wallTime, host);
    const writer = new EventFileWriter(file, descriptor);
    try {
      writer.#append(writer.#encoder.header(wallTime));
    } catch (error) {
      closeSync(descriptor);
      throw error;
    }
    return writer;
  }

  /** Bytes written so far. */
  get length(): number {
    return this.#length;
  }

  write(event: LogEvent): void {
    this.#open();
    this.#encoder.write(event, (record) => this.#append(record));
  }

  async flush(): Promise<void> {
    await synchronize(this.#open()).catch((cause) => {
      throw new WriteFailedError(`${this.path} could not be flushed: ${reason(cause)}`, { cause });
    });
  }

  async close(): Promise<void> {
    if (this.#descriptor === undefined) return;
    const descriptor = this.#descriptor;
    try {
      await this.flush();
    } finally {
      this.#descriptor = undefined;
      closeSync(descriptor);
    }
  }

  #open(): number {
    if (this.#descriptor !== undefined) return this.#descriptor;
    throw new WriteFailedError(`${this.path} is closed`);
  }

  #append(record: Uint8Array): void {
    const descriptor = this.#open();
    try {
      // One call, but for a disk that takes less than it was given.
      for (let done = 0; done < record.length; ) done += writeSync(descriptor, record, done);
    } catch (cause) {
      this.#dropTornRecord(descriptor);
      throw new WriteFailedError(`${this.path} could not be written: ${reason(cause)}`, { cause });
    }
    this.#length += record.length;
  }

  // Half a record in the middle of a file would be damage; without it a later write can go on.
  #dropTornRecord(descriptor: number): void {
    try {
      ftruncateSync(descriptor, this.#length);
    } catch {
      // The failed write is what gets reported; readers find their way past a torn record.
    }
  }
}

function openNew(
  folder: string,
  wallTime: number,
  host: string,
): [file: string, descriptor: number] {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (cause) {
    throw new WriteFailedError(`${folder} can't be made: ${reason(cause)}`, { cause });
  }
  for (let tries = 0; ; tries++) {
    const name = eventFileName({ seconds: wallTime, host, pid: process.pid, uid: nextUid++ });
    const file = path.join(folder, name);
    try {
      return [file, openSync(file, "ax")];
    } catch (cause) {
      if (isTaken(cause) && tries < TRIES) continue;
      throw new WriteFailedError(`${file} can't be made: ${reason(cause)}`, { cause });
    }
  }
}

function isTaken(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "EEXIST";
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
