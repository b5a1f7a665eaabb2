import { isRefusal, refuse, type Reason, type Refusal } from '@anmin/domain/refusal';
import { error, fail, redirect, type ActionFailure } from '@sveltejs/kit';
import { getRequestEvent } from '$app/server';

/** A form with something to mend before the office is asked. */
export type Mending = { mending: true; refusal: undefined; key: undefined };

/**
 * What the office did not do as asked. `refusal` null: no answer came. `key`: for the next attempt, undefined: the same
 * again.
 */
export type Trouble = { mending: false; refusal: Refusal | null; key: string | undefined };

export function mend<const Kept extends Record<string, unknown>>(kept: Kept): ActionFailure<Kept & Mending> {
  return fail(422, { ...kept, mending: true, refusal: undefined, key: undefined });
}

/** For a page: the answer, or the page that says why there is none. */
export async function ask<Answer>(question: Promise<Answer>): Promise<Answer> {
  try {
    return await question;
  } catch (thrown) {
    const refusal = refusalIn(thrown);
    if (refusal === null) error(503, 'unavailable', {});
    goFirst(refusal);
    if (refusal.refused === 'secondFactorNeeded') goTo('second-factor');
    error(statusOf[refusal.refused] ?? 409, refusal.refused, { refusal });
  }
}

/**
 * For a form: the answer, or a failure that keeps what was typed. After a refusal the next attempt carries a new key;
 * when no answer came it carries the same one, so that trying again cannot do the thing twice.
 */
export async function attempt<Answer, Kept extends Record<string, unknown>>(
  request: Promise<Answer>,
  kept: Kept,
): Promise<{ answer: Answer; failure?: never } | { answer?: never; failure: ActionFailure<Kept & Trouble> }> {
  try {
    return { answer: await request };
  } catch (thrown) {
    const refusal = refusalIn(thrown);
    if (refusal === null) return { failure: fail(503, { ...kept, mending: false, refusal, key: undefined }) };
    goFirst(refusal);
    return {
      failure: fail(statusOf[refusal.refused] ?? 409, { ...kept, mending: false, refusal, key: crypto.randomUUID() }),
    };
  }
}

/** What the office refused by an error it answered with; null: it did not answer, or not to this. */
export function refusalIn(thrown: unknown): Refusal | null {
  if (typeof thrown !== 'object' || thrown === null || !('data' in thrown)) return null;
  const { data } = thrown;
  if (typeof data !== 'object' || data === null) return null;
  if ('refusal' in data && isRefusal(data.refusal)) return data.refusal;
  if ('code' in data && data.code === 'BAD_REQUEST') return refuse('wrongInput');
  if ('code' in data && data.code === 'UNAUTHORIZED') return refuse('signInNeeded');
  if ('code' in data && data.code === 'NOT_FOUND') return refuse('notFound');
  return null;
}

const statusOf: Partial<Record<Reason, number>> = { notFound: 404, notAllowed: 403, wrongInput: 422, busy: 429 };

/** What has to be done before anything else, on a page of its own that leads back. */
function goFirst({ refused }: Refusal): void {
  if (refused === 'signInNeeded') goTo('sign-in');
  if (refused === 'passphraseDue') goTo('passphrase');
}

function goTo(page: 'sign-in' | 'passphrase' | 'second-factor'): never {
  const { url } = getRequestEvent();
  redirect(303, `/admin/${page}?next=${encodeURIComponent(url.pathname + url.search)}`);
}
