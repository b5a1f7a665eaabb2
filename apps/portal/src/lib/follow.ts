/**
 * What became of asking for the state of a screen. `lost`: no answer, the last state stands. `ended`: whoever opened it is
 * signed out; `withdrawn`: it is no longer theirs to see, or nobody's.
 */
export type Heard<State> =
  { readonly kind: 'state'; readonly state: State } | { readonly kind: 'lost' | 'ended' | 'withdrawn' };

/** Milliseconds between two questions, after an answer and after none, and how many an answer may take. */
export type Pace = { readonly heard: number; readonly lost: number; readonly patience: number };

/**
 * Asks again and again until it is stopped or told that it is over, never twice at once. A line that is cut, for however
 * long, is only another question later.
 */
export function follow<State>(address: string, pace: Pace, tell: (heard: Heard<State>) => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const stopping = new AbortController();
  const round = async () => {
    const heard = await ask<State>(address, AbortSignal.any([stopping.signal, AbortSignal.timeout(pace.patience)]));
    if (stopping.signal.aborted) return;
    tell(heard);
    if (heard.kind === 'ended' || heard.kind === 'withdrawn') return;
    timer = setTimeout(() => void round(), heard.kind === 'state' ? pace.heard : pace.lost);
  };
  void round();
  return () => {
    stopping.abort();
    clearTimeout(timer);
  };
}

async function ask<State>(address: string, signal: AbortSignal): Promise<Heard<State>> {
  try {
    const response = await fetch(address, { cache: 'no-store', headers: { accept: 'application/json' }, signal });
    if (response.status === 401) return { kind: 'ended' };
    if (response.status === 403 || response.status === 404) return { kind: 'withdrawn' };
    return response.ok ? { kind: 'state', state: (await response.json()) as State } : { kind: 'lost' };
  } catch {
    return { kind: 'lost' };
  }
}
