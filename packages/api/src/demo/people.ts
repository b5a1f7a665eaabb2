import type { Transaction } from '@anmin/db/client';
import { membership, personCard } from '@anmin/db/schema/people';
import type { InstitutionKind } from '@anmin/domain/institutions/kinds';
import { demoRegion, idNumberOf } from '@anmin/domain/people/id-number';
import { randomUUID } from 'node:crypto';
import { holdPersons, sealCard, type WrittenPerson } from '../people/card.ts';
import type { Context } from '../trpc.ts';
import { trees } from './trees.ts';

export type Member = Omit<typeof membership.$inferInsert, 'id' | 'person' | 'madeBy'>;
export type Invented = { readonly written: WrittenPerson; readonly member: Member };

/** A few people of each institution of the demo: born, named and numbered by their place in the list, and nobody's. */
export async function seedPeople(tx: Transaction, ctx: Context): Promise<void> {
  const all = trees.flatMap(({ id, institutionKind }, n) => (institutionKind ? peopleOf(id, institutionKind, n) : []));
  await enterInvented(tx, ctx, all);
}

export async function enterInvented(tx: Transaction, { keys }: Context, all: readonly Invented[]): Promise<void> {
  const persons = await holdPersons(
    tx,
    keys,
    all.map(({ written }) => written),
  );
  const held = all.map((it, n) => ({ ...it, person: persons[n] ?? '' }));
  await tx
    .insert(personCard)
    .values(held.map(({ person, written, member }) => sealCard(keys, { person, unit: member.unit, ...written })));
  await tx
    .insert(membership)
    .values(held.map(({ person, member }) => ({ id: randomUUID(), person, ...member, madeBy: 'demo' })));
}

/** The year in which the oldest resident was born; a kind without one has no residents. */
const bornFrom: Partial<Record<InstitutionKind, number>> = {
  ...{ elderCare: 1928, tekunSupport: 1940, mentalHealth: 1960, childWelfare: 2008 },
};

function peopleOf(unit: string, kind: InstitutionKind, n: number): Invented[] {
  const oldest = bornFrom[kind];
  const residents =
    oldest === undefined ? [] : Array.from({ length: 6 }, (_, place) => resident(unit, n, place, oldest));
  return [...residents, staff(unit, n, 6), staff(unit, n, 7), staff(unit, n, 8), retiree(unit, n, 9)];
}

function resident(unit: string, n: number, place: number, oldest: number): Invented {
  const room = `${1 + (place >> 2)}0${1 + ((place >> 1) % 2)}`;
  return {
    written: invented(n, place, oldest + 3 * (place % 4), null),
    member: {
      ...{ unit, role: 'resident', room, bed: String(1 + (place % 2)), since: `2020-0${1 + place}-1${place}` },
      groups: place === 0 ? ['centrallySupported'] : [],
    },
  };
}

function staff(unit: string, n: number, place: number): Invented {
  const post = ['护理员', '护士', '厨师'][place % 3] ?? '护理员';
  return {
    written: invented(
      n,
      place,
      1968 + 2 * place,
      `1990000${String(n).padStart(2, '0')}${String(place).padStart(2, '0')}`,
    ),
    member: {
      ...{ unit, role: 'staff', standing: 'inService', post, since: `2019-0${place}-01` },
      groups: place === 6 ? ['partyMember'] : [],
    },
  };
}

function retiree(unit: string, n: number, place: number): Invented {
  return {
    written: invented(n, place, 1955, null),
    member: { unit, role: 'retiree', standing: n % 5 === 0 ? 'retiredCadre' : 'retired', since: '2018-07-01' },
  };
}

/** Of the unit `n` the one at this place. The order number of a day is odd for men. */
function invented(n: number, place: number, year: number, phone: string | null): WrittenPerson {
  const born = new Temporal.PlainDate(year, 1 + ((n + place) % 12), 1 + ((3 * n + place) % 28));
  const order = 10 * n + place;
  return {
    name: (surnames[(n + 3 * place) % surnames.length] ?? '') + (givenNames[(7 * n + place) % givenNames.length] ?? ''),
    idNumber: idNumberOf(demoRegion, born, order),
    sex: order % 2 === 1 ? 'male' : 'female',
    bornOn: born.toString(),
    phone,
  };
}

const surnames = ['甄', '尤', '时', '卜', '阮', '柏', '纪', '舒', '屈', '项', '祝', '裘'];
const givenNames = [
  '松年',
  '春和',
  '如意',
  '长庚',
  '有恒',
  '清越',
  '守拙',
  '念慈',
  '望舒',
  '知秋',
  '安然',
  '乐之',
  '思齐',
];
