import { magic } from '@anmin/domain/organisation/clients';
import { refuse } from '@anmin/domain/refusal';
import { setTimeout as sleep } from 'node:timers/promises';
import { Refused } from '../../trpc.ts';

/** milliseconds a sandbox keeps a client waiting that asked to be kept waiting */
const long = 5_000;

/** Answers that are rare in life, for whoever writes a client: brought about by the end of an invented number. */
export async function byMagic(idNumbers: readonly string[]): Promise<void> {
  const ends = new Set(idNumbers.map((it) => it.trim().toUpperCase().slice(-4)));
  if (ends.has(magic.timeout)) {
    await sleep(long);
    throw new Refused(refuse('busy'));
  }
  if (ends.has(magic.full)) throw new Refused(refuse('slotFull'));
  if (ends.has(magic.limited)) throw new Refused(refuse('tooOften'));
}
