/** How far this process is behind with what has come. */
export interface Press {
  readonly isTooGreat: () => boolean;
}

/** ms */
const betweenTicks = 20;
let lastTick: number | undefined;

/**
 * Too great is the press while a round of what came at once takes longer than so many milliseconds: the clock of the round
 * stands until it is over, so who is read late in it has waited about that long already. undefined: never.
 */
export function pressOf(behind: number | undefined): Press {
  if (behind === undefined) return { isTooGreat: () => false };
  if (lastTick === undefined) {
    lastTick = performance.now();
    setInterval(() => (lastTick = performance.now()), betweenTicks).unref();
  }
  return { isTooGreat: () => performance.now() - (lastTick ?? 0) - betweenTicks > behind };
}
