/** What a viewer in a webview shows, and what is kept of it over a reload. */
export interface ResultsState {
  /** The folder of logs. */
  readonly root: string;
  /** The runs to show of it; all, if there are none. */
  readonly runs: readonly string[];
  /** One event file only, for the editor of event files. */
  readonly file?: string;
  /** The view as the viewer's address would say it: panel, time, what is selected. */
  readonly fragment: string;
}

/** What a viewer asks of the extension. */
export interface ResultsHostApi {
  /** What to show; asked once, when the page is ready. */
  state(): ResultsState;
  /** Paths of the event files, relative to the folder of logs. */
  files(): Promise<readonly string[]>;
  size(path: string): Promise<number>;
  read(path: string, offset: number, length: number): Promise<Uint8Array>;
  /** The view has changed. */
  viewed(fragment: string): void;
  revealSource(file: string, line: number, column?: number): Promise<void>;
  deleteRun(run: string): Promise<void>;
  renameRun(run: string, name: string): Promise<string>;
  shareRuns(runs: readonly string[]): Promise<void>;
}

/** What the extension tells a viewer. */
export interface ResultsPageApi {
  /** There may be other files, or more in them. */
  changed(): void;
  /** Shows another view. */
  show(fragment: string): void;
}
