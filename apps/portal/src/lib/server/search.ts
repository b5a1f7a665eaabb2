import { readReference } from '@anmin/domain/people/check-digit';
import { may } from '#lib/may.ts';
import { menuFor } from '#lib/menu.ts';
import type { FoundRow, Me } from '#lib/rows.ts';
import type { Api } from '#lib/server/api.ts';
import { refusalIn } from '#lib/server/ask.ts';
import { initialsOf } from '#lib/server/initials.ts';

export type Hit = { readonly href: string; readonly text: string; readonly about: string };

/** What somebody may reach by a word: menus, bookings by their whole reference, people of the staff, units. */
export async function searchFor(api: Api, me: Me, text: string) {
  return {
    menus: menuFor(me)
      .flatMap(({ items }) => items)
      .filter(({ name }) => matches(name(), text))
      .map(({ href, name }) => ({ href, text: name(), about: '' })),
    bookings: may(me, 'counter.see') ? await bookingsBy(api, text) : [],
    people: may(me, 'staff.see') ? await peopleBy(api, text) : [],
    units: may(me, 'units.see') ? await unitsBy(api, text) : [],
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
