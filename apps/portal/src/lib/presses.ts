import type { OverReason } from '@anmin/domain/appointments/inside';
import type { Refusal } from '@anmin/domain/refusal';
import type { Inside } from '#lib/rows.ts';

/** One who came or left, with the key under which it counts once however often it is sent. */
export type Press = {
  readonly key: string;
  readonly day: string;
  readonly change: 1 | -1;
  readonly reason?: OverReason;
};

/** What became of the last attempt. `lost`: no answer, the presses are kept; `refused`: the oldest press does not count. */
export type Said =
  | { readonly kind: 'state'; readonly inside: Inside }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'lost' }
  | { readonly kind: 'signedOut' };

/** milliseconds between two questions, and what an answer may take; guards of the service */
const pause = { idle: 2_000, lost: 1_500 };
const patience = 4_000;

/** The count at a door: each press is kept on the device until the office has answered to it, whatever the line does. */
export class Presses {
  readonly #address: string;
  readonly #shelf: string;
  readonly #tell: (said: Said, pending: readonly Press[]) => void;
  readonly #stopping = new AbortController();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #busy = false;

  constructor(office: string, tell: (said: Said, pending: readonly Press[]) => void) {
    this.#address = `/admin/inside/count?office=${encodeURIComponent(office)}`;
    this.#shelf = `inside ${office}`;
    this.#tell = tell;
    void this.#round();
  }

  /** Those the office has not answered to, the oldest first. */
  get pending(): readonly Press[] {
    return JSON.parse(localStorage.getItem(this.#shelf) ?? '[]') as readonly Press[];
  }

  add(press: Omit<Press, 'key'>): void {
    this.#keep([...this.pending, { key: crypto.randomUUID(), ...press }]);
    void this.#round();
  }

  stop(): void {
    this.#stopping.abort();
    clearTimeout(this.#timer);
  }

  /** Sends what is kept, one after the other, or asks how many are inside; never twice at once. */
  async #round(): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    clearTimeout(this.#timer);
    let said: Said;
    do {
      const [oldest] = this.pending;
      said = await this.#ask(oldest);
      if (this.#stopping.signal.aborted) return;
      const isAnswered = said.kind === 'state' || said.kind === 'refused';
      if (oldest !== undefined && isAnswered) this.#keep(this.pending.filter(({ key }) => key !== oldest.key));
      this.#tell(said, this.pending);
    } while (said.kind === 'state' && this.pending.length > 0);
    this.#busy = false;
    this.#timer = setTimeout(() => void this.#round(), said.kind === 'state' ? pause.idle : pause.lost);
  }

  async #ask(press: Press | undefined): Promise<Said> {
    try {
      const signal = AbortSignal.any([this.#stopping.signal, AbortSignal.timeout(patience)]);
      const headers = { accept: 'application/json', 'content-type': 'application/json' };
      const sent = press === undefined ? {} : { method: 'POST', body: JSON.stringify(press) };
      const response = await fetch(this.#address, { cache: 'no-store', redirect: 'manual', headers, signal, ...sent });
      if (response.type === 'opaqueredirect') return { kind: 'signedOut' };
      return response.ok ? ((await response.json()) as Said) : { kind: 'lost' };
    } catch {
      return { kind: 'lost' };
    }
  }

  #keep(pending: readonly Press[]): void {
    localStorage.setItem(this.#shelf, JSON.stringify(pending));
  }
}
