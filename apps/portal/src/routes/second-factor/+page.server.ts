import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { encode } from 'uqr';
import type { Refusal } from '@anmin/domain/refusal';
import { actOnIdentity } from '#lib/server/api.ts';
import { ask } from '#lib/server/ask.ts';
import { backTo } from '#lib/server/back.ts';
import { readForm } from '#lib/server/form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const { secondFactor, demo } = await ask(locals.api.staff.me.query());
  return { next: backTo(url.searchParams.get('next')), enrolled: secondFactor, demo };
};

export const actions: Actions = {
  begin: async (event) => {
    const passphrase = (await readForm(event.request)).typed('passphrase');
    if (passphrase === '') return fail(422, { field: 'passphrase', problem: 'empty' } as const);
    return begin(event, passphrase);
  },
  prove: async (event) => {
    const form = await readForm(event.request);
    const code = form.text('code');
    // a wrong code leaves the image where it was; the secret is its browser's alone until the first code
    const shown = form.has('uri') ? imageOf(form.text('uri'), form.text('secret')) : undefined;
    if (code === '') return fail(422, { field: 'code', problem: 'empty', shown } as const);
    const done = await actOnIdentity(event, '/second-factor/prove', { code });
    if (done === null) return fail(503, { field: null, problem: 'unavailable', shown } as const);
    if (!('refusal' in done)) redirect(303, backTo(form.text('next')));
    return refused(done.refusal, 'code', shown);
  },
};

async function begin(event: RequestEvent, passphrase: string) {
  const done = await actOnIdentity(event, '/second-factor/begin', { passphrase });
  if (done === null) return fail(503, { field: null, problem: 'unavailable' } as const);
  if ('refusal' in done) return refused(done.refusal, 'passphrase');
  const { secret, uri } = done.answer as { secret: string; uri: string };
  return { shown: imageOf(uri, secret) };
}

function refused(refusal: Refusal, field: 'code' | 'passphrase', shown?: ReturnType<typeof imageOf>) {
  if (refusal.refused === 'signInNeeded') redirect(303, '/admin/sign-in?next=/admin/second-factor');
  return fail(422, { field, problem: 'refused', refusal, shown } as const);
}

function imageOf(uri: string, secret: string) {
  const { data, size } = encode(uri, { ecc: 'M', border: 2 });
  const dark = data.flatMap((row, y) => row.flatMap((on, x) => (on ? [`M${x} ${y}h1v1h-1z`] : [])));
  return { uri, secret, path: dark.join(''), size };
}
