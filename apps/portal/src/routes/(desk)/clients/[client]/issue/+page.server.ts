import { clientScopes } from '@anmin/domain/organisation/clients';
import { ask, attempt, mend } from '#lib/server/ask.ts';
import { readForm } from '#lib/server/form.ts';
import { unitsUnder } from '#lib/units.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals, parent }) => {
  const { client } = await parent();
  return { units: unitsUnder(await ask(locals.api.units.tree.query()), client.unit), key: crypto.randomUUID() };
};

export const actions: Actions = {
  default: async ({ locals, params: { client }, request }) => {
    const form = await readForm(request);
    const typed = {
      unit: form.text('unit'),
      scopes: clientScopes.filter((scope) => form.all('scopes').includes(scope)),
      ...{ addresses: form.text('addresses'), days: form.text('days') },
    };
    const days = Number(typed.days);
    const { longestKeyDays } = await ask(locals.api.clients.one.query({ client }));
    const wrong = [
      ...(typed.unit === '' ? (['unit'] as const) : []),
      ...(typed.scopes.length === 0 ? (['scopes'] as const) : []),
      ...(Number.isInteger(days) && days >= 1 && days <= longestKeyDays ? [] : (['days'] as const)),
    ];
    if (wrong.length > 0) return mend({ typed, wrong });
    const addresses = typed.addresses.split(/[\s,，;；、]+/).filter(Boolean);
    const { unit, scopes } = typed;
    const input = { key: form.text('key'), client, unit, scopes, addresses, days };
    const issued = await attempt(locals.api.clients.issueKey.mutate(input), { typed });
    return issued.failure ?? { issued: issued.answer };
  },
};
