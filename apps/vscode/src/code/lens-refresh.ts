/** The shortest time between two requests, in milliseconds. */
const INTERVAL = 200;
/** How long an answer is waited for at first, in milliseconds. */
const FIRST_PATIENCE = 1000;

/** Asks the editor to read the lenses again, no faster than it can. */
export interface LensRefresh {
  /** Something that the lenses show has changed. */
  changed(): void;
  /** The editor reads the lenses now. */
  answered(): void;
  dispose(): void;
}

/**
 * Lenses that follow what changes many times a second.
 *
 * VS Code reads lenses a quarter of a second or more after it is asked to (longer where reading takes long),
 * and each request in between begins that time anew: one that is asked more often never reads. So a request
 * waits for the answer to the one before. An editor that loses the focus drops the request that it has, so
 * that is not waited for without end: a second, then two, four and so on until there is an answer; and from
 * then on twice as long as that took.
 *
 * @param ask asks the editor
 */
export function lensRefresh(ask: () => void): LensRefresh {
  let askedAt = Number.NEGATIVE_INFINITY;
  let answered = true;
  let patience = FIRST_PATIENCE;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const askNow = (): void => {
    timer = undefined;
    if (!answered) patience *= 2;
    askedAt = Date.now();
    answered = false;
    ask();
  };
  const plan = (): void => {
    clearTimeout(timer);
    const wait = askedAt + (answered ? INTERVAL : patience) - Date.now();
    timer = setTimeout(askNow, Math.max(0, wait));
  };
  return {
    changed() {
      if (!timer) plan();
    },
    answered() {
      if (!answered) patience = Math.max(FIRST_PATIENCE, 2 * (Date.now() - askedAt));
      answered = true;
      if (timer) plan();
    },
    dispose: () => clearTimeout(timer),
  };
}
