import type { RequestEvent } from '@sveltejs/kit';
import { ask } from './api.ts';
import { openDraft, startDraft, type workIn } from './draft.ts';
import { shownErrors, type Shown } from './errors.ts';
import { codeRefusedText } from './sentences.ts';

/** Has a code sent to whoever wants to see what is theirs, unless this browser proved the phone already. */
export async function proveInBrowser(
  event: RequestEvent,
  phone: string,
  work: ReturnType<typeof workIn>,
): Promise<{ readonly proven: boolean; readonly errors: readonly Shown[] }> {
  const { api } = event.locals;
  const draft = (await openDraft(event, 'manage'))?.id ?? (await startDraft(event, 'manage'));
  const { answers } = await api.drafts.fill.mutate({ draft, answers: { phone, service: 'marriage' } });
  const shown = await api.drafts.show.mutate({ draft });
  const wrong = shownErrors(
    shown.errors.filter(({ field }) => field === 'phone'),
    answers,
  );
  if (wrong.length > 0 || shown.phoneProven) return { proven: shown.phoneProven, errors: wrong };
  const sent = await ask(api.drafts.sendCode.mutate({ draft, ...work }));
  // a code this page asked for less than a minute ago still serves
  if ('refusal' in sent && shown.code === null)
    return { proven: false, errors: [{ field: 'phone', text: codeRefusedText(sent.refusal) }] };
  return { proven: false, errors: [] };
}
