/** How far a check is. */

import type { Progress } from "../model/core";
import type { View } from "../model/state";
import { words } from "../words/messages";

type Running = Extract<View, { kind: "running" }>;

const SENSIBLE_AFTER_MS = 3000;
const SENSIBLE_FROM_FRACTION = 0.03;

/** The next state of a check. A bar never goes back. */
export function advance(running: Running, progress: Progress, elapsedMs: number): Running {
  const share = progress.packed_total > 0 ? progress.packed_done / progress.packed_total : 0;
  const fraction = Math.max(running.fraction, Math.min(1, share));
  const sensible = elapsedMs >= SENSIBLE_AFTER_MS && fraction >= SENSIBLE_FROM_FRACTION;
  const secondsLeft = sensible ? ((elapsedMs / 1000) * (1 - fraction)) / fraction : null;
  return { ...running, progress, fraction, secondsLeft, silent: null };
}

/** What a screen reader hears: each quarter, and no more often than it can say it. */
export class Announcer {
  #said = 0;
  #at = 0;

  next(fraction: number, now: number): string | null {
    const quarter = Math.floor(fraction * 4);
    if (quarter <= this.#said || quarter >= 4 || now - this.#at < 4000) return null;
    this.#said = quarter;
    this.#at = now;
    return words.running.announce(quarter * 25);
  }
}
