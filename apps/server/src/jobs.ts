import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { withoutValues } from './log.ts';

export interface Jobs {
  /** milliseconds since the last round that went well */
  readonly sinceDone: () => number;
  readonly stop: () => Promise<void>;
}

const longestPause = 30_000;

/**
 * Does what is due in rounds that never overlap, `pause` milliseconds apart; a round that fails is tried again, ever more
 * slowly.
 */
export function keepDoing(round: () => Promise<void>, log: Logger, pause = 1_000): Jobs {
  const stopping = new AbortController();
  let done = performance.now();
  const loop = async () => {
    let wait = pause;
    while (!stopping.signal.aborted) {
      try {
        await round();
        done = performance.now();
        wait = pause;
      } catch (error) {
        log.error({ err: withoutValues(error) }, 'a round of jobs failed');
        wait = Math.min(wait * 2, longestPause);
      }
      await sleep(wait, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  };
  const ended = loop();
  const stop = () => {
    stopping.abort();
    return ended;
  };
  return { sinceDone: () => performance.now() - done, stop };
}
