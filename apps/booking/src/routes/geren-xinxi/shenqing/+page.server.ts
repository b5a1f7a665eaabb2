import { longestRequest, requestKinds, type RequestKind } from '@anmin/domain/people/rights';
import { m } from '@anmin/words/m';
import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { randomUUID } from 'node:crypto';
import { ask } from '../../../server/api.ts';
import { lines, text } from '../../../server/draft.ts';
import { idNumberError, type Shown } from '../../../server/errors.ts';
import { ownRequests } from '../../../server/own.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const draft = await provenDraft(event);
  const found = await ask(event.locals.api.bookings.find.mutate({ draft }));
  return {
    offices: await event.locals.api.office.list.query(),
    office: 'value' in found ? (found.value[0]?.office.id ?? '') : '',
    key: randomUUID(),
  };
};

export const actions: Actions = {
  default: async (event) => {
    const form = await event.request.formData();
    const draft = await provenDraft(event);
    const kind = requestKinds.find((it) => it === form.get('kind')) ?? null;
    const typed = { kind, office: text(form, 'office'), idNumber: text(form, 'idNumber'), words: lines(form, 'words') };
    const errors = wrongIn(typed);
    if (kind === null || errors.length > 0) return fail(422, { typed, errors, refusal: null });
    const { office, words } = typed;
    const idNumber = typed.idNumber.slice(0, 40);
    const asked = { key: text(form, 'key'), draft, office, kind, idNumber, text: words };
    const answer = await ask(event.locals.api.requests.ask.mutate(asked));
    if ('value' in answer) redirect(303, '/geren-xinxi?shoudao=1');
    const { refusal } = answer;
    if (refusal.refused !== 'wrongInput') return fail(409, { typed, errors: [], refusal });
    const n = idNumber.replaceAll(/\s/g, '').length;
    const wrong = { field: 'idNumber', text: idNumberError(refusal.facts, m.booking_request_who(), n) };
    return fail(422, { typed, errors: [wrong], refusal: null });
  },
};

async function provenDraft(event: RequestEvent): Promise<string> {
  return (await ownRequests(event))?.draft.id ?? redirect(303, '/geren-xinxi');
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
