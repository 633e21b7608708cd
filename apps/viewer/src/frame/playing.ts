import { signal } from "@preact/signals";

/** Whether the scrubber moves by itself. */
export const playing = signal(false);
