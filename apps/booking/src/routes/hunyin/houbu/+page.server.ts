import { readService } from '@anmin/domain/appointments/party';
import { redirect, type RequestEvent } from '@sveltejs/kit';
import { openUnbooked } from '../../../server/draft.ts';
import { actOnWaiting, loadWaiting, type Wanted } from '../../../server/waiting-page.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => loadWaiting(event, await wanted(event));

export const actions: Actions = {
  default: async (event) => actOnWaiting(event, await wanted(event)),
};

/** What was asked for before: who has not yet said all of it goes back to where it is asked. */
async function wanted(event: RequestEvent): Promise<Wanted> {
  const when = '/hunyin/yuyue/shijian';
  const draft = await openUnbooked(event);
  const service = readService(draft?.answers.service);
  const office = draft?.answers.office ?? '';
  if (draft === null || service === null || office === '' || draft.errors.length > 0) redirect(303, when);
  return { draft, service, office, here: '/hunyin/houbu', when };
}
