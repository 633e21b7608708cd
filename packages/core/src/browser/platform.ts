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

/** The program's address, by its source: it is always the same one. */
const urls = new Map<string, string>();

function urlOf(source: string): string {
  const known = urls.get(source);
  if (known !== undefined) return known;
  const code = `(${source})(
    (listener) => addEventListener("message", (event) => listener(event.data)),
    (message) => postMessage(message));`;
  const url = URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
  urls.set(source, url);
  return url;
}

function startThread(source: string): Thread | undefined {
  try {
    const worker = new Worker(urlOf(source), { name: "driftgraph" });
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
