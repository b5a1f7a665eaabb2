import { actions, type Action } from '@anmin/domain/organisation/actions';
import { isDay } from '#lib/days.ts';
import { asked } from '#lib/list.ts';
import type { Api } from '#lib/server/api.ts';
import { ask } from '#lib/server/ask.ts';

/** A page of the journal: of some of its acts, by the filters of the address. */
export async function journalPage(api: Api, url: URL, among: (action: Action) => boolean) {
  const own = actions.filter(among);
  const act = own.find((name) => name === asked(url, 'act'));
  const [from, until, actor] = [asked(url, 'from'), asked(url, 'until'), asked(url, 'actor')];
  const before = Number(url.searchParams.get('before'));
  const page = await ask(
    api.journal.list.query({
      acts: act === undefined ? own : [act],
      ...(actor === '' ? {} : { actor }),
      ...(isDay(from) ? { from } : {}),
      ...(isDay(until) ? { until } : {}),
      ...(Number.isInteger(before) && before > 0 ? { before } : {}),
    }),
  );
  return {
    ...page,
    acts: own,
    asked: { act: act ?? '', actor, from, until },
  };
}
