import { longestRequest, requestKinds, type RequestKind } from '@anmin/domain/people/rights';
import { refuse } from '@anmin/domain/refusal';
import { m } from '@anmin/words/m';
import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { randomUUID } from 'node:crypto';
import { ask, type Api } from '../../../server/api.ts';
import { lines, text } from '../../../server/draft.ts';
import { idNumberError, type Shown } from '../../../server/errors.ts';
import { offices } from '../../../server/offices.ts';
import { ownRequests } from '../../../server/own.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const office = event.request.method === 'POST' ? '' : await lastOffice(event);
  return { offices: await offices(event), office, key: randomUUID() };
};

export const actions: Actions = {
  default: async (event) => {
    const form = await event.request.formData();
    const key = text(form, 'key');
    const kind = requestKinds.find((it) => it === form.get('kind')) ?? null;
    const typed = { kind, office: text(form, 'office'), idNumber: text(form, 'idNumber'), words: lines(form, 'words') };
    const errors = wrongIn(typed);
    if (kind === null || errors.length > 0) return fail(422, { typed, key, errors, refusal: null });
    const { office, words } = typed;
    const idNumber = typed.idNumber.slice(0, 40);
    const answer = await askOf(event, { key, office, kind, idNumber, text: words }).catch(() => null);
    if (answer === null) return fail(503, { typed, key, errors: [], refusal: null });
    if ('value' in answer) redirect(303, '/geren-xinxi?shoudao=1');
    const { refusal } = answer;
    const n = idNumber.replaceAll(/\s/g, '').length;
    const wrong = idNumberError(refusal.facts, m.booking_request_who(), n);
    if (wrong === null) return fail(409, { typed, key: null, errors: [], refusal });
    return fail(422, { typed, key: null, errors: [{ field: 'idNumber', text: wrong }], refusal: null });
  },
};

/** The office of the newest booking under the phone that was proved. */
async function lastOffice(event: RequestEvent): Promise<string> {
  const draft = (await ownRequests(event))?.draft.id ?? redirect(303, '/geren-xinxi');
  const found = await ask(event.locals.api.bookings.find.mutate({ draft }));
  return 'value' in found ? (found.value[0]?.office.id ?? '') : '';
}

type Asked = Omit<Parameters<Api['requests']['ask']['mutate']>[0], 'draft'>;

async function askOf(event: RequestEvent, asked: Asked) {
  const own = await ownRequests(event);
  if (own === null) return { refusal: refuse('phoneNotProven') };
  return ask(event.locals.api.requests.ask.mutate({ ...asked, draft: own.draft.id }));
}

type Typed = { kind: RequestKind | null; office: string; idNumber: string; words: string };

function wrongIn({ kind, office, idNumber, words }: Typed): Shown[] {
  const n = words.length;
  return [
    ...(kind === null ? [{ field: 'kind', text: m.error_request_kind() }] : []),
    ...(office === '' ? [{ field: 'office', text: m.error_office_empty() }] : []),
    ...(idNumber.trim() === ''
      ? [{ field: 'idNumber', text: m.error_id_empty({ who: m.booking_request_who() }) }]
      : []),
    ...(kind === 'correction' && n === 0 ? [{ field: 'words', text: m.error_request_words() }] : []),
    ...(n > longestRequest ? [{ field: 'words', text: m.error_request_length({ most: longestRequest, n }) }] : []),
  ];
}
