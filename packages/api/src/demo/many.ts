import { unit } from '@anmin/db/schema/organisation';
import { membership } from '@anmin/db/schema/people';
import type { InstitutionKind } from '@anmin/domain/institutions/kinds';
import { demoRegion, idNumberOf } from '@anmin/domain/people/id-number';
import { nameOf } from '@anmin/domain/regions/region';
import { inArray, sql } from 'drizzle-orm';
import { journal } from '../journal.ts';
import type { WrittenPerson } from '../people/card.ts';
import { inScope } from '../scope.ts';
import type { Context } from '../trpc.ts';
import { enterInvented, type Invented, type Member } from './people.ts';

export type Many = { readonly institutions: number; readonly people: number };

const prefecture = '232700';
const counties = ['232761', '232701', '232721', '232722'];
const since = '2015-01-01';

type Place = { readonly id: string; readonly kind: InstitutionKind; readonly name: string; readonly county: string };

/**
 * A prefecture of the size of a real one, beside what the demo begins with: the same names, numbers and days each time.
 * False: it is there already.
 */
export async function seedMany(ctx: Context, { institutions, people }: Many): Promise<boolean> {
  const places = Array.from({ length: institutions }, (_, n) => placeOf(n));
  const first = places.slice(0, 1).map(({ id }) => id);
  const there = await inScope(ctx, [prefecture, ...first], (tx) =>
    tx.$count(membership, inArray(membership.unit, first)),
  );
  if (there > 0) return false;
  // one at a time, because each derives anew who stands below whom
  for (const place of places) await open(ctx, place);
  await inScope(ctx, [prefecture], async (tx) => {
    const invented = invent(places, people);
    for (let from = 0; from < invented.length; from += atOnce)
      await enterInvented(tx, ctx, invented.slice(from, from + atOnce));
    await journal(tx, ctx.actor, {
      ...{ action: 'demo.seeded', subject: prefecture, office: null },
      codes: { institutions, people },
    });
  });
  return true;
}

function open(ctx: Context, { id, kind, name, county }: Place): Promise<void> {
  return inScope(ctx, [prefecture, id], async (tx) => {
    const begun = await tx
      .insert(unit)
      .values({ id, kind: 'institution', name, region: county, institutionKind: kind })
      .onConflictDoNothing()
      .returning({ id: unit.id });
    if (begun.length > 0) await tx.execute(sql`select move_unit(${id}, ${county}, ${since}::date)`);
  });
}

const atOnce = 1_000;

/** Of ten institutions, as a prefecture has them: most are homes for the old. */
const kinds = [
  ['elderCare', '颐养院'],
  ['elderCare', '敬老院'],
  ['tekunSupport', '供养中心'],
  ['elderCare', '老年公寓'],
  ['childWelfare', '儿童福利院'],
  ['elderCare', '护理院'],
  ['mentalHealth', '精神卫生福利院'],
  ['funeral', '殡仪馆'],
  ['elderCare', '托老所'],
  ['reliefStation', '救助管理站'],
] as const satisfies readonly (readonly [InstitutionKind, string])[];

function placeOf(n: number): Place {
  const [kind, what] = kinds[n % kinds.length] ?? kinds[0];
  const county = counties[n % counties.length] ?? prefecture;
  const number = String(n + 1).padStart(3, '0');
  return { id: `yanshi-${number}`, kind, county, name: `${nameOf(county) ?? county}第${number}${what}（演示）` };
}

/** Ages on 1 January 2022 of those who live there; a kind without them has none. */
const ages: Partial<Record<InstitutionKind, readonly [least: number, most: number]>> = {
  ...{ elderCare: [62, 98], tekunSupport: [60, 92], mentalHealth: [25, 75], childWelfare: [1, 17] },
};

/** People go round the places; of ten in a home seven live there, two work there, and one has worked there. */
function invent(places: readonly Place[], people: number): Invented[] {
  const random = sequence(2022);
  const taken = new Set<string>();
  return Array.from({ length: people }, (_, n) => {
    const place = places[n % places.length] as Place;
    const within = Math.floor(n / places.length);
    const lives = ages[place.kind];
    if (lives !== undefined && within % 10 < 7)
      return { written: somebody(random, taken, lives), member: resident(place, within, random) };
    if (within % 10 < 9) return { written: somebody(random, taken, [19, 59], n), member: staff(place, random) };
    return { written: somebody(random, taken, [56, 85]), member: retiree(place, random) };
  });
}

function resident({ id }: Place, within: number, random: () => number): Member {
  const bed = Math.floor(within / 10) * 7 + (within % 10);
  return {
    ...{ unit: id, role: 'resident', since: dayIn(random, 2016, 2021) },
    ...{
      room: `${1 + Math.floor(bed / 40)}${String(1 + (Math.floor(bed / 2) % 20)).padStart(2, '0')}`,
      bed: String(1 + (bed % 2)),
    },
    groups: random() < 0.1 ? ['centrallySupported'] : [],
  };
}

function staff({ id }: Place, random: () => number): Member {
  return {
    ...{ unit: id, role: 'staff', standing: 'inService', since: dayIn(random, 2015, 2021), post: pick(random, posts) },
    groups: random() < 0.2 ? ['partyMember'] : random() < 0.1 ? ['socialWorker'] : [],
  };
}

function retiree({ id }: Place, random: () => number): Member {
  const standing = random() < 0.1 ? 'retiredCadre' : 'retired';
  return { unit: id, role: 'retiree', standing, since: dayIn(random, 2015, 2021), groups: [] };
}

/** Nobody else has the number. The order number of a day is odd for men. */
function somebody(
  random: () => number,
  taken: Set<string>,
  [least, most]: readonly [number, number],
  phone?: number,
): WrittenPerson {
  for (;;) {
    const bornOn = dayIn(random, 2021 - most, 2021 - least);
    const order = 100 + Math.floor(random() * 900);
    const idNumber = idNumberOf(demoRegion, Temporal.PlainDate.from(bornOn), order);
    if (taken.has(idNumber)) continue;
    taken.add(idNumber);
    const name = pick(random, surnames) + pick(random, first) + pick(random, second);
    return {
      ...{ name, idNumber, bornOn, sex: order % 2 === 1 ? 'male' : 'female' },
      phone: phone === undefined ? null : `1390${String(1_000_000 + phone).padStart(7, '0')}`,
    };
  }
}

function dayIn(random: () => number, from: number, until: number): string {
  const year = from + Math.floor(random() * (until - from + 1));
  return new Temporal.PlainDate(year, 1 + Math.floor(random() * 12), 1 + Math.floor(random() * 28)).toString();
}

function pick<T>(random: () => number, all: readonly T[]): T {
  return all[Math.floor(random() * all.length)] as T;
}

/** The same numbers from 0 to 1 each time (mulberry32). */
function sequence(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const posts = ['护理员', '护士', '厨师', '社工', '院长助理', '门卫'];
const surnames = ['甄', '尤', '时', '卜', '阮', '柏', '纪', '舒', '屈', '项', '祝', '裘', '欧阳', '司徒', '上官'];
const first = ['松', '春', '如', '长', '有', '清', '守', '念', '望', '知', '安', '乐', '思', '景', '书', '云'];
const second = ['年', '和', '意', '庚', '恒', '越', '拙', '慈', '舒', '秋', '然', '之', '齐', '明', '远', '宁'];
