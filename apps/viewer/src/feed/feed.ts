import type { LogFile } from "@driftgraph/eventlog";

/**
 * Where the viewer gets event files from: a server, dropped files, the page itself, or an editor.
 *
 * A feed hands over bytes and says when there are others; what is in them the viewer finds out itself.
 */
export interface Feed {
  /** Where the files are, in words for people: a folder, "dropped files". */
  readonly title: string;
  /** What a reader should know of these logs first: what a report left out. */
  readonly notice?: string;
  /**
   * The event files that are there now, with paths relative to the folder of logs. Bytes that are read of them, here and
   * by `readMany`, are the reader's own: nobody else may hold their buffers.
   */
  files(): Promise<readonly LogFile[]>;
  /** The bytes of pieces of many files in one go, where that is faster; undefined for those that can't be read. */
  readMany?(
    pieces: readonly {
      readonly path: string;
      readonly offset: number;
      readonly length: number;
    }[],
  ): Promise<readonly (Uint8Array | undefined)[]>;
  /** Calls `changed` whenever `files` or their contents may be other than before; returns what ends that. */
  watch?(changed: () => void): () => void;
  /** What can be done to runs beyond reading them; what isn't there isn't offered. */
  readonly actions?: FeedActions;
}

/** What a feed lets its user do. Each rejects with an error whose message is fit to be shown. */
export interface FeedActions {
  /** Deletes a run's folder, for good. */
  deleteRun?(run: string): Promise<void>;
  /** Renames a run's folder; resolves with the name that it got. */
  renameRun?(run: string, name: string): Promise<string>;
  /** Makes one self-contained HTML file of runs and hands it to the user. */
  shareRuns?(runs: readonly string[]): Promise<void>;
  /** Shows a line of a model's file, in an editor. */
  revealSource?(file: string, line: number, column?: number): Promise<void>;
}
