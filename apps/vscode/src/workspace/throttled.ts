/** At most every 200 ms, and once more at the end. */
export function throttled(act: () => void, interval = 200): () => void {
  let last = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  return () => {
    if (timer) return;
    const wait = Math.max(0, last + interval - Date.now());
    timer = setTimeout(() => {
      timer = undefined;
      last = Date.now();
      act();
    }, wait);
  };
}
