import type { Transaction } from '@anmin/db/client';
import { daySchema, officeDay } from '@anmin/domain/calendar/day';
import { maskIdNumber } from '@anmin/domain/people/mask';
import { readName } from '@anmin/domain/people/name';
import { ungrouped } from '@anmin/domain/people/typed-text';
import { faultsOfDose, vaccineKinds, type Dose } from '@anmin/domain/vaccination/dose';
import {
  sheetDoseFields,
  sheetDoses,
  vaccinationColumns,
  type SheetDose,
  type VaccinationColumn,
} from '@anmin/domain/vaccination/ledger-sheet';
import { doseCells, dosesOf } from '../exports/vaccination.ts';
import { officeNow } from '../office/now.ts';
import { lockCardsOf } from '../vaccination/card.ts';
import type { IncomingLedger, Judged, ReadLine } from './ledger.ts';
import { takeBackDoses, writeDoses } from './doses-write.ts';
import type { DosePlan, NewDose } from './plans.ts';
import { peopleHere, type Here, type PersonHere } from './members-here.ts';

type Line = ReadLine<VaccinationColumn>;
type Recorded = Awaited<ReturnType<typeof dosesOf>>[number];

export const doses: IncomingLedger<VaccinationColumn, DosePlan> = {
  id: 'vaccination',
  ability: 'vaccination.change',
  columns: vaccinationColumns,
  lock: lockCardsOf,
  judge: async (tx, ctx, unit, lines) => {
    const here = await peopleHere(tx, ctx.keys, unit);
    const today = officeDay(await officeNow(tx)).toString();
    const seen = new Set<string>();
    const judged: Judged<DosePlan>[] = [];
    for (let from = 0; from < lines.length; from += atOnce) {
      const some = lines.slice(from, from + atOnce).map((line) => ({ line, who: meant(here, line) }));
      const recorded = await recordedOf(tx, unit, some);
      for (const { line, who } of some) judged.push(judgeLine(line, who, { today, seen, recorded }));
    }
    return judged;
  },
  write: writeDoses,
  takeBack: takeBackDoses,
};

/** lines judged before others are heard */
const atOnce = 250;

type Meant = PersonHere | { readonly problem: string };

/** By the record a line was taken out with, else by the number, else by a name that nobody else has there. */
function meant(here: Here, { values }: Line): Meant {
  const [record, number] = [values.record ?? '', ungrouped(values.idNumber ?? '').toUpperCase()];
  const read = readName(values.name ?? '');
  const name = 'ok' in read ? read.ok : (values.name ?? '');
  if (record !== '') {
    const who = here.current.get(record)?.who;
    if (who === undefined) return { problem: 'record.unknown' };
    const isSame =
      number === '' || number === who.idNumber || (who.idNumber !== null && number === maskIdNumber(who.idNumber));
    return !isSame ? { problem: 'idNumber.masked' } : named(who, name);
  }
  if (number !== '') {
    if (number.includes('*')) return { problem: 'idNumber.masked' };
    const who = here.byNumber.get(number);
    return who === undefined ? { problem: 'idNumber.nobody' } : named(who, name);
  }
  const [only, ...others] = (here.byName.get(name) ?? []).filter(({ memberships }) =>
    memberships.some((it) => it.until === null),
  );
  if (only === undefined) return { problem: 'name.nobody' };
  return others.length > 0 ? { problem: 'name.many' } : only;
}

const named = (who: PersonHere, name: string): Meant => (who.name === name ? who : { problem: 'idNumber.otherName' });

async function recordedOf(
  tx: Transaction,
  unit: string,
  some: readonly { readonly who: Meant }[],
): Promise<ReadonlyMap<string, readonly Recorded[]>> {
  const cards = some.flatMap(({ who }) => ('problem' in who ? [] : [{ unit, person: who.person.id }]));
  return Map.groupBy(cards.length === 0 ? [] : await dosesOf(tx, cards), ({ person }) => person);
}

type Around = {
  readonly today: string;
  readonly seen: Set<string>;
  readonly recorded: ReadonlyMap<string, readonly Recorded[]>;
};

function judgeLine(line: Line, who: Meant, { today, seen, recorded }: Around): Judged<DosePlan> {
  const { number } = line;
  const wrong: string[] = line.wrong.map(([column, problem]) => `${column}.${problem}`);
  if ('problem' in who) return { number, verdict: 'wrong', problems: [...wrong, who.problem], plan: null };
  if (seen.has(who.person.id)) return { number, verdict: 'wrong', problems: [...wrong, 'name.twice'], plan: null };
  seen.add(who.person.id);
  const known = recorded.get(who.person.id) ?? [];
  const read = sheetDoses.flatMap((nth) => doseIn(line, nth, known, wrong) ?? []);
  const after: Dose[] = [
    ...known.filter((it) => !read.some(({ given }) => given.number === it.number)),
    ...read.map(({ given }) => given),
  ];
  for (const { given } of read) {
    const others = after.filter((it) => it.number !== given.number);
    const faults = faultsOfDose(given, others, { today, born: who.person.bornOn });
    wrong.push(...faults.map((fault) => `dose${given.number}On.${fault}`));
  }
  if (wrong.length > 0) return { number, verdict: 'wrong', problems: [...new Set(wrong)], plan: null };
  if (read.length === 0) return { number, verdict: 'same', problems: [], plan: null };
  const verdict = read.some(({ instead }) => instead !== null) || known.length > 0 ? 'changed' : 'new';
  return { number, verdict, problems: [], plan: { person: who.person.id, doses: read } };
}

/** how much a dose may say of itself; as its form takes it */
const longest = { Place: 100, Product: 100, Batch: 60 } as const;

/** What a line says of a dose, if it is anything new: what is left empty, or has no column, is as it was. */
function doseIn({ values }: Line, nth: SheetDose, known: readonly Recorded[], wrong: string[]) {
  const typed = sheetDoseFields.map((field) => [field, values[`dose${nth}${field}`] ?? ''] as const);
  if (typed.every(([, text]) => text === '')) return null;
  const instead = known.find(({ number }) => number === nth) ?? null;
  const recorded = doseCells(instead === null ? [] : [instead]);
  const whole = Object.fromEntries(typed.map(([field, text]) => [field, text || recorded[`dose${nth}${field}`]]));
  const { On: on = '', Kind: kind = '', Place: place = '', Product: product = '', Batch: batch = '' } = whole;
  const vaccine = vaccineKinds.find((it) => it === kind);
  const problems = [
    ...(daySchema.safeParse(on).success ? [] : [`dose${nth}On.empty`]),
    ...(vaccine === undefined ? [`dose${nth}Kind.empty`] : []),
    ...(['Place', 'Product', 'Batch'] as const).flatMap((field) =>
      (whole[field] ?? '').length > longest[field] ? [`dose${nth}${field}.long`] : [],
    ),
  ];
  wrong.push(...problems.filter((it) => !wrong.some((other) => other.split('.')[0] === it.split('.')[0])));
  if (problems.length > 0 || vaccine === undefined) return null;
  const given: NewDose = { kind: vaccine, number: nth, on, place, product, batch };
  const isSame = sheetDoseFields.every((field) => whole[field] === recorded[`dose${nth}${field}`]);
  return instead !== null && isSame ? null : { given, instead: instead?.id ?? null };
}
