import type { Api } from '#lib/server/api.ts';

export type Hall = Awaited<ReturnType<Api['queue']['hall']['query']>>;

/** What became of asking for the state of a screen. `lost`: no answer, the last state stands. */
export type Heard =
  { readonly kind: 'state'; readonly hall: Hall } | { readonly kind: 'lost' } | { readonly kind: 'ended' };

/** milliseconds between two questions, and what an answer may take; guards of the service */
const pause = { heard: 500, lost: 1_500 };
const patience = 4_000;

/**
 * Asks again and again until it is stopped, never twice at once. A line that is cut, for however long, is only another
 * question later.
 */
export function follow(address: string, tell: (heard: Heard) => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stopping = new AbortController();
  const round = async () => {
    const heard = await ask(address, stopping.signal);
    if (stopping.signal.aborted) return;
    tell(heard);
    timer = setTimeout(() => void round(), heard.kind === 'state' ? pause.heard : pause.lost);
  };
  void round();
  return () => {
    stopping.abort();
    clearTimeout(timer);
  };
}

async function ask(address: string, stopped: AbortSignal): Promise<Heard> {
  try {
    const signal = AbortSignal.any([stopped, AbortSignal.timeout(patience)]);
    const response = await fetch(address, { cache: 'no-store', headers: { accept: 'application/json' }, signal });
    if (response.status === 404) return { kind: 'ended' };
    return response.ok ? { kind: 'state', hall: (await response.json()) as Hall } : { kind: 'lost' };
  } catch {
    return { kind: 'lost' };
  }
}
