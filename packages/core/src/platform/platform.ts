/** A worker thread that runs jobs; what it is made of is the platform's affair. */
export interface Thread {
  /** Sends a message; what can be shared (modules, shared memories) is shared. */
  post(message: unknown): void;
  /** Sets what is called with each message that comes back. */
  onMessage(listener: (message: unknown) => void): void;
  /** Sets what is called when the thread fails. */
  onError(listener: (error: unknown) => void): void;
  /** Whether the thread keeps the process alive. */
  keepAlive(alive: boolean): void;
  terminate(): void;
}

/** What the solver needs of its surroundings. */
export interface Platform {
  /** Milliseconds from some origin. */
  now(): number;
  /** Threads that can run at once. */
  readonly hardwareThreads: number;
  /** Whether memory can be shared with threads. */
  readonly sharedMemory: boolean;
  /** Whether the engine compiles relaxed SIMD; may switch it on first. */
  relaxedSimd(): boolean;
  /** Starts a thread that runs a function given as source text; undefined where threads can't be. */
  startThread(source: string): Thread | undefined;
  /** Lets timers, messages and signals be handled. */
  yieldToHost(): Promise<void>;
}
