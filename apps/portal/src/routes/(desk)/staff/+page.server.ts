import { roles } from '@anmin/domain/organisation/roles';
import { asked } from '#lib/list.ts';
import { ask } from '#lib/server/ask.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, url }) => {
  const everybody = await ask(locals.api.staff.list.query({}));
  const unit = asked(url, 'unit');
  const role = roles.find((name) => name === asked(url, 'role')) ?? '';
  const account = asked(url, 'account');
  return {
    people: everybody
      .filter(({ posts }) => posts.some((it) => (unit === '' || it.unit === unit) && (role === '' || it.role === role)))
      .filter(({ disabled }) => account === '' || disabled === (account === 'disabled')),
    units: [...new Map(everybody.flatMap(({ posts }) => posts).map((it) => [it.unit, it.unitName]))],
    ...{ unit, role, account },
    done: url.searchParams.get('done'),
  };
};
