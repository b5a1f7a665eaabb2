import { error } from '@sveltejs/kit';
import { refuse } from '@anmin/domain/refusal';
import { isDay } from '#lib/days.ts';
import { changeKinds } from '#lib/drafting/changes.ts';
import { asked } from '#lib/list.ts';
import { ask } from '#lib/server/ask.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, params, url }) => {
  const what = changeKinds.find((it) => it === asked(url, 'what'));
  const [from, rule] = [asked(url, 'from'), asked(url, 'rule').slice(0, 80)];
  if (what === undefined || !isDay(from)) error(404, 'notFound', { refusal: refuse('notFound') });
  const after = asked(url, 'before').slice(0, 50) || null;
  const line = await ask(locals.api.notices.impactUnits.query({ draft: params.draft, what, from, rule, after }));
  if (line.rule === null) error(404, 'notFound', { refusal: refuse('notFound') });
  return { what, from, line: { ...line, rule: line.rule } };
};
