import { m } from '@anmin/words/m';
import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { ask } from '../../../server/api.ts';
import { openDraft, text, workIn, type Draft } from '../../../server/draft.ts';
import { channelOf } from '../../../server/journey/submit.ts';
import { ownBooking } from '../../../server/own.ts';
import { codeRefusedText } from '../../../server/sentences.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { code } = await ownDraft(event);
  return { code, back: startOf(event.url) };
};

export const actions: Actions = {
  default: async (event) => {
    const draft = await ownDraft(event);
    const form = await event.request.formData();
    const { api } = event.locals;
    const act = text(form, 'act');
    if (act === 'code' || act === 'voice') {
      const sent = await ask(api.drafts.sendCode.mutate({ draft: draft.id, channel: channelOf(act), ...workIn(form) }));
      if ('refusal' in sent) return failed(codeRefusedText(sent.refusal));
      redirect(303, event.url.pathname + event.url.search);
    }
    const code = text(form, 'code');
    if (code.trim() === '') return failed(m.error_sms_empty());
    const confirmed = await ask(api.drafts.confirmCode.mutate({ draft: draft.id, code }));
    if ('value' in confirmed) redirect(303, nextOf(event.url));
    const { refused, facts } = confirmed.refusal;
    return failed(
      refused === 'codeWrong' ? m.error_sms_wrong({ n: String(facts['left'] ?? 0) }) : m.error_sms_expired(),
    );
  },
};

/** Back to the booking whose phone is being corrected or to the requests, else to what the proven phone has booked. */
function nextOf(url: URL): string {
  if (startOf(url) === '/geren-xinxi') return '/geren-xinxi';
  const booking = correctedIn(url);
  return booking === null ? `/chaxun/jieguo${url.search}` : `/chaxun/${booking}/genggai?xin=1`;
}

/** Who corrects a booking just made proves the new phone in the draft that made it. */
async function ownDraft(event: RequestEvent): Promise<Draft> {
  const booking = correctedIn(event.url);
  if (booking !== null) return (await ownBooking(event, booking)).draft;
  return (await openDraft(event, 'manage')) ?? redirect(303, startOf(event.url));
}

/** The page that asked for the phone. */
function startOf({ searchParams }: URL): '/geren-xinxi' | '/chaxun' {
  return searchParams.has('geren') ? '/geren-xinxi' : '/chaxun';
}

function correctedIn({ searchParams }: URL): string | null {
  const booking = searchParams.get('gai') ?? '';
  return /^[0-9a-f-]{36}$/.test(booking) ? booking : null;
}

function failed(sentence: string) {
  return fail(422, { errors: [{ field: 'code', text: sentence }] });
}
