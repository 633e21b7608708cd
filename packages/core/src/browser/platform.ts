import type { Platform, Thread } from "../platform/platform.ts";
import { acceptsRelaxedSimd } from "../platform/relaxed-simd.ts";

/** Browsers and their workers: threads only where the page is cross-origin isolated. */
export const platform: Platform = {
  now: () => performance.now(),
  hardwareThreads: globalThis.navigator?.hardwareConcurrency ?? 1,
  sharedMemory: globalThis.crossOriginIsolated === true && typeof SharedArrayBuffer === "function",
  relaxedSimd: acceptsRelaxedSimd,
  startThread,
  yieldToHost,
};

function startThread(source: string): Thread | undefined {
  const code = `(${source})(
    (listener) => addEventListener("message", (event) => listener(event.data)),
    (message) => postMessage(message));`;
  try {
    const url = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
    const worker = new Worker(url, { name: "driftgraph" });
    return {
      post: (message) => worker.postMessage(message),
      onMessage: (listener) => worker.addEventListener("message", ({ data }) => listener(data)),
      onError: (listener) => worker.addEventListener("error", listener),
      keepAlive: () => {},
      terminate: () => worker.terminate(),
    };
  } catch {
    return undefined; // A page's security policy may forbid blob workers; one thread does it too.
  }
}

/** A message round trip: unlike a timer it isn't clamped to 4 ms. */
function yieldToHost(): Promise<void> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}
