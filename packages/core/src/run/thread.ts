/** What a thread is told: to load a kernel, or to work through tiles. */
export type ThreadMessage =
  | {
      readonly type: "load";
      readonly module: WebAssembly.Module;
      readonly memory: WebAssembly.Memory;
    }
  | {
      readonly type: "work";
      readonly control: Int32Array;
      readonly context: number;
      readonly slice: number;
    };

/** What a thread answers. */
export type ThreadAnswer =
  | { readonly type: "ready" }
  | { readonly type: "done"; readonly partial: PartialTile | undefined }
  | { readonly type: "failed"; readonly message: string };

/** A tile that was left unfinished because the run was cancelled: it has done `steps` steps. */
export interface PartialTile {
  readonly tile: number;
  readonly steps: number;
}

/** Words of the control block that threads share. */
export const CONTROL = { nextTile: 0, tiles: 1, cancelled: 2, tilesDone: 3, steps: 4 } as const;
export const CONTROL_WORDS = 8;

/** The kernel's exports that the host calls. */
export interface KernelExports {
  /**
   * Runs steps [firstStep, firstStep + stepCount) of a tile; the first call of a tile must begin at
   * step 0, and its later ones go on where it was, on the same context.
   */
  run(context: number, tile: number, firstStep: number, stepCount: number): void;
}

/**
 * The program of a worker thread.
 *
 * It is sent to the thread as source text, so that no file has to be found by bundlers, tests or
 * editors: it must use nothing but its arguments and globals.
 */
export function threadProgram(
  listen: (listener: (message: ThreadMessage) => void) => void,
  answer: (message: ThreadAnswer) => void,
): void {
  const [NEXT_TILE, TILES, CANCELLED, TILES_DONE, STEPS] = [0, 1, 2, 3, 4];
  let exports: WebAssembly.Exports | undefined;
  const work = (control: Int32Array, context: number, slice: number): PartialTile | undefined => {
    const run = exports?.run as KernelExports["run"];
    const steps = Atomics.load(control, STEPS);
    for (;;) {
      if (Atomics.load(control, CANCELLED) !== 0) return undefined;
      const tile = Atomics.add(control, NEXT_TILE, 1);
      if (tile >= Atomics.load(control, TILES)) return undefined;
      for (let step = 0; step < steps; step += slice) {
        if (step > 0 && Atomics.load(control, CANCELLED) !== 0) return { tile, steps: step };
        run(context, tile, step, Math.min(slice, steps - step));
      }
      Atomics.add(control, TILES_DONE, 1);
    }
  };
  listen((message) => {
    try {
      if (message.type === "load") {
        exports = undefined;
        exports = new WebAssembly.Instance(message.module, { env: { memory: message.memory } })
          .exports;
        answer({ type: "ready" });
      } else {
        const partial = work(message.control, message.context, message.slice);
        answer({ type: "done", partial });
      }
    } catch (error) {
      answer({ type: "failed", message: String(error) });
    }
  });
}
