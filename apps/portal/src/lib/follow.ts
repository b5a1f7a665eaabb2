/** What became of asking for the state of a screen. `lost`: no answer, the last state stands. */
export type Heard<State> =
  { readonly kind: 'state'; readonly state: State } | { readonly kind: 'lost' } | { readonly kind: 'ended' };

/** Milliseconds between two questions, after an answer and after none. */
export type Pace = { readonly heard: number; readonly lost: number };

/** milliseconds an answer may take; a guard of the service */
const patience = 4_000;

/**
 * Asks again and again until it is stopped, never twice at once. A line that is cut, for however long, is only another
 * question later.
 */
export function follow<State>(address: string, pace: Pace, tell: (heard: Heard<State>) => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stopping = new AbortController();
  const round = async () => {
    const heard = await ask<State>(address, stopping.signal);
    if (stopping.signal.aborted) return;
    tell(heard);
    timer = setTimeout(() => void round(), heard.kind === 'state' ? pace.heard : pace.lost);
  };
  void round();
  return () => {
    stopping.abort();
    clearTimeout(timer);
  };
}

async function ask<State>(address: string, stopped: AbortSignal): Promise<Heard<State>> {
  try {
    const signal = AbortSignal.any([stopped, AbortSignal.timeout(patience)]);
    const response = await fetch(address, { cache: 'no-store', headers: { accept: 'application/json' }, signal });
    if (response.status === 404 || response.status === 401) return { kind: 'ended' };
    return response.ok ? { kind: 'state', state: (await response.json()) as State } : { kind: 'lost' };
  } catch {
    return { kind: 'lost' };
  }
}
