import type { Answers } from '@anmin/domain/appointments/answers';
import type { RequestEvent } from '@sveltejs/kit';
import { ask, type Api } from './api.ts';

/** The kinds of draft, each under its own cookie, so that looking up a booking keeps a half-filled form. */
const cookies = { booking: 'anmin_draft', manage: 'anmin_manage' } as const;
export type DraftKind = keyof typeof cookies;

export type Draft = Awaited<ReturnType<Api['drafts']['show']['mutate']>> & { readonly id: string };

/** The draft of this browser; null where there is none or its time is over. */
export async function openDraft({ cookies: jar, locals }: RequestEvent, kind: DraftKind): Promise<Draft | null> {
  const id = jar.get(cookies[kind]);
  if (id === undefined) return null;
  const shown = await ask(locals.api.drafts.show.mutate({ draft: id }));
  return 'value' in shown ? { ...shown.value, id } : null;
}

export async function startDraft({ cookies: jar, locals, url }: RequestEvent, kind: DraftKind): Promise<string> {
  const { draft } = await locals.api.drafts.start.mutate({ kind });
  jar.set(cookies[kind], draft, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: url.protocol === 'https:',
    maxAge: 24 * 60 * 60,
  });
  return draft;
}

/** Drops what the draft already booked: who starts again, starts empty. */
export async function openUnbooked(event: RequestEvent): Promise<Draft | null> {
  const draft = await openDraft(event, 'booking');
  return draft === null || draft.booked !== null ? null : draft;
}

export function given(form: FormData, names: readonly (keyof Answers)[]): Answers {
  return Object.fromEntries(names.map((name) => [name, text(form, name)]));
}

export function text(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value.slice(0, 200) : '';
}

/** What a script solved for the office, where it asks for work. */
export function workIn(form: FormData): { work?: string } {
  const work = form.get('work');
  return typeof work === 'string' && work !== '' ? { work: work.slice(0, 2_000) } : {};
}

/** Several lines. Browsers send two characters for the end of a line; a reader counts one. */
export function lines(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value.replaceAll('\r\n', '\n').trim() : '';
}
