import { readReference } from '@anmin/domain/people/check-digit';
import { menuFor } from '#lib/menu.ts';
import type { FoundRow } from '#lib/rows.ts';
import type { Api } from '#lib/server/api.ts';
import { refusalIn } from '#lib/server/ask.ts';
import { initialsOf } from '#lib/server/initials.ts';

type Me = Awaited<ReturnType<Api['staff']['me']['query']>>;
export type Hit = { readonly href: string; readonly text: string; readonly about: string };

/** What somebody may reach by a word: menus, bookings by their whole reference, people of the staff, units. */
export async function searchFor(api: Api, me: Me, text: string) {
  const may = (ability: Me['abilities'][number]) => me.abilities.includes(ability);
  return {
    menus: menuFor(me.abilities)
      .flatMap(({ items }) => items)
      .filter(({ name }) => matches(name(), text))
      .map(({ href, name }) => ({ href, text: name(), about: '' })),
    bookings: may('counter.see') ? await bookingsBy(api, text) : [],
    people: may('staff.see') ? await peopleBy(api, text) : [],
    units: may('units.see') ? await unitsBy(api, text) : [],
  };
}

async function bookingsBy(api: Api, text: string): Promise<FoundRow[]> {
  if (readReference(text) === undefined) return [];
  return api.counter.find.mutate({ text }).catch((thrown: unknown) => {
    if (refusalIn(thrown)?.refused === 'notFound') return [];
    throw thrown;
  });
}

async function peopleBy(api: Api, text: string): Promise<Hit[]> {
  const everybody = await api.staff.list.query({});
  return everybody
    .filter(({ name, username }) => matches(name, text) || username.includes(text.toLowerCase()))
    .slice(0, shown)
    .map(({ id, name, posts }) => ({ href: `/admin/staff/${id}`, text: name, about: posts[0]?.unitName ?? '' }));
}

async function unitsBy(api: Api, text: string): Promise<Hit[]> {
  const units = await api.units.tree.query();
  return units
    .filter(({ name }) => matches(name, text))
    .slice(0, shown)
    .map(({ id, name, region }) => ({ href: `/admin/units/${id}`, text: name, about: region }));
}

const shown = 20;

/** By a part of the name, or by first letters: characters stand for themselves and not for others that sound alike. */
function matches(name: string, text: string): boolean {
  if (name.toLowerCase().includes(text.toLowerCase())) return true;
  return !/\p{Script=Han}/u.test(text) && initialsOf(name).includes(initialsOf(text));
}
