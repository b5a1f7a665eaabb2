import type { Transaction } from '@anmin/db/client';
import { entry } from '@anmin/db/schema/evidence';
import { membership } from '@anmin/db/schema/people';
import type { LedgerId } from '@anmin/domain/evidence/ledgers';
import { frequencyOn, placesOn, type Settled } from '@anmin/domain/evidence/settings';
import { countedBy, itemsIn, keeperOf, proofOf, type Counted } from '@anmin/domain/evidence/subjects';
import { beginOf } from '@anmin/domain/measures/moments';
import type { KeptCadence, Recorded } from '@anmin/domain/measures/recorded';
import type { Days, Presence, RecordsOf } from '@anmin/domain/measures/records';
import type { Requirement, RequirementOf } from '@anmin/domain/measures/requirement';
import type { Place } from '@anmin/domain/measures/in-force';
import { and, arrayContains, asc, eq, gt, gte, inArray, isNull, lte, not, or, sql } from 'drizzle-orm';
import { isUnder } from '../scope.ts';
import { settledAt } from './settled.ts';
import { suspectedUnder } from './suspected.ts';

export type PlacedUnit = { readonly id: string; readonly place: Place };
/** Units, and the roots they all are or stand below. */
export type Under = { readonly roots: readonly string[]; readonly units: readonly PlacedUnit[] };

type Kept = Pick<Recorded, 'cadence' | 'ledger'>;

/** What the ledgers of units tell of the duties asked there, in one statement a table whatever their number. */
export async function keptUnder(
  tx: Transaction,
  { roots, units }: Under,
  on: string,
  asked: readonly Requirement[],
): Promise<(unit: PlacedUnit) => Kept> {
  const ids = units.map(({ id }) => id);
  const settled = await settledAt(tx, ids);
  const cadences = asked.filter((it) => it.kind === 'cadence');
  const windows = windowsOf(cadences, ids.flatMap(settled), on);
  const people = await peopleUnder(tx, roots, on, [...windows.values()].sort()[0] ?? on);
  const done = await doneUnder(tx, roots, on, windows);
  const open = await openUnder(tx, roots, on, asked);
  const suspected = await suspectedUnder(tx, { roots, ids }, on, settled);
  return (unit) => ({
    cadence: (requirement) => cadenceAt(unit, requirement, { on, settled: settled(unit.id), people, done }),
    ledger: ({ of }) => {
      const keeper = keeperOf(of);
      if (keeper === null) return null;
      const own = open(unit.id, keeper.ledger);
      const told = own.map(({ id, told }) => ({
        ...{ id, steps: Object.entries(keeper.steps).flatMap(([step, by]) => (told.includes(by) ? [step] : [])) },
        counts: !told.includes('came.nothing'),
      }));
      const further = keeper.ledger === 'incident' ? suspected(unit.id).map((id) => ({ id, steps: [] })) : [];
      return {
        entries: [...told.filter(({ counts }) => counts), ...further],
        signedOff: signedIn(own, keeper.signs, on),
      };
    },
  });
}

type Done = { readonly unit: string; readonly ledger: LedgerId; readonly on: string; readonly told: string[] } & {
  readonly person: string | null;
  readonly subject: string;
};
type Known = {
  readonly on: string;
  readonly settled: readonly Settled[];
  readonly people: (unit: string) => readonly Person[];
  readonly done: (unit: string, ledger: LedgerId) => readonly Done[];
};

function cadenceAt(
  { id, place }: PlacedUnit,
  { activity, each }: RequirementOf<'cadence'>,
  { on, settled, people, done }: Known,
): KeptCadence | null {
  const counted = countedBy(each, place.kind);
  const proof = counted === null ? null : proofOf(activity, counted);
  if (counted === null || proof === null) return null;
  const own = done(id, proof.ledger).filter(
    ({ told, subject }) => told.includes(proof.by) && (proof.items !== null || subject === activity),
  );
  const who = ({ person, subject }: Done) => (counted === 'unit' ? id : counted === 'place' ? subject : (person ?? ''));
  const owing = owingAt(id, counted, people(id), placesOn(settled, on, id));
  return {
    frequency: frequencyOn(settled, on, { activity, each }),
    records:
      owing === null
        ? null
        : { ...owing, done: own.map((it) => ({ who: who(it), at: it.on, items: itemsIn(proof, it.told) })) },
  };
}

type Owing = Pick<RecordsOf['cadence'], 'subjects' | 'presence'>;

/** Null: nobody has said of whom or what it is owed, and nothing is missed. */
function owingAt(
  unit: string,
  counted: Counted,
  people: readonly Person[],
  places: readonly string[] | null,
): Owing | null {
  if (counted === 'unit') return { subjects: [unit] };
  if (counted === 'place') return places === null ? null : { subjects: places };
  const own = people.filter(({ role }) => role === counted);
  if (own.length === 0) return null;
  return { subjects: own.map(({ person }) => person), presence: new Map(own.map((it) => [it.person, it])) };
}

type Person = { readonly person: string; readonly role: string } & Presence;

/** Residents and staff of some days, each with when they belonged to a unit and when they were out of the house. */
async function peopleUnder(tx: Transaction, roots: readonly string[], on: string, earliest: string) {
  const { unit, person, role, since, until } = membership;
  const rows = await tx
    .select({ unit, person, role, since, until })
    .from(membership)
    .where(
      and(
        ...[inArray(role, ['resident', 'staff']), lte(since, on), or(isNull(until), gt(until, earliest))],
        isUnder(unit, roots),
      ),
    )
    .orderBy(asc(since));
  const outs = await outUnder(tx, roots, on, earliest);
  const byUnit = Map.groupBy(rows, (it) => it.unit);
  return (unit: string): Person[] =>
    [...Map.groupBy(byUnit.get(unit) ?? [], (it) => `${it.role} ${it.person}`).values()].flatMap((stays) => {
      const [first] = stays;
      if (first === undefined) return [];
      const belongs = joinedUp(stays.map(({ since: from, until }) => ({ from, until })));
      return [{ person: first.person, role: first.role, belongs, out: outs(unit, first.person) }];
    });
}

/** Stays of which one begins before the other is over, or when it ends, are one: who changes beds does not leave. */
export function joinedUp(stays: readonly Days[]): Days[] {
  const joined: Days[] = [];
  for (const stay of stays) {
    const last = joined.at(-1);
    if (last === undefined || (last.until !== null && last.until < stay.from)) joined.push(stay);
    else if (last.until !== null && (stay.until === null || stay.until > last.until))
      joined[joined.length - 1] = { ...last, until: stay.until };
  }
  return joined;
}

/** When people were out of the house; who left for good meanwhile is not still out when they belong there again. */
async function outUnder(tx: Transaction, roots: readonly string[], on: string, earliest: string) {
  const { unit, ledger, onDay, person, struckAt, fields } = entry;
  const back = sql<string | null>`${fields} -> 'backOn' ->> 'value'`;
  const rows = await tx
    .select({ unit, person, from: onDay, until: back })
    .from(entry)
    .where(
      and(
        ...[eq(ledger, 'absence'), isNull(struckAt), lte(onDay, on)],
        or(sql`${back} is null`, sql`${back} > ${earliest}`),
        isUnder(unit, roots),
      ),
    );
  const byPerson = Map.groupBy(rows, (it) => `${it.unit} ${it.person ?? ''}`);
  const stays = await staysOf(
    tx,
    roots,
    rows.flatMap(({ person, until }) => (person === null || until !== null ? [] : [person])),
  );
  return (unit: string, person: string): Days[] =>
    (byPerson.get(`${unit} ${person}`) ?? []).map(({ from, until }) => {
      const stay = stays(unit, person).find((it) => it.from <= from && (it.until === null || from < it.until));
      return { from, until: until ?? stay?.until ?? null };
    });
}

/** When people belonged to a unit at all, however long ago and as whatever. */
async function staysOf(tx: Transaction, roots: readonly string[], persons: readonly string[]) {
  const { unit, person, since, until } = membership;
  const rows =
    persons.length === 0
      ? []
      : await tx
          .select({ unit, person, from: since, until })
          .from(membership)
          .where(and(inArray(person, [...persons]), isUnder(unit, roots)))
          .orderBy(asc(since));
  const byPerson = Map.groupBy(rows, (it) => `${it.unit} ${it.person}`);
  return (unit: string, person: string): Days[] => joinedUp(byPerson.get(`${unit} ${person}`) ?? []);
}

/** From which day on entries of each ledger may matter: the whole period before the one that runs. */
function windowsOf(
  cadences: readonly RequirementOf<'cadence'>[],
  settled: readonly Settled[],
  on: string,
): ReadonlyMap<LedgerId, string> {
  const windows = new Map<LedgerId, string>();
  const day = Temporal.PlainDate.from(on);
  for (const { activity, each, per } of cadences) {
    const proof = proofOf(activity, 'unit');
    if (proof === null) continue;
    const own = settled.flatMap(({ setting: it }) =>
      it.kind === 'frequency' && it.activity === activity && it.each === each ? [it.per] : [],
    );
    for (const period of per === null ? own : [per]) {
      const begin = beginOf(period, beginOf(period, day).subtract({ days: 1 })).toString();
      const known = windows.get(proof.ledger);
      if (known === undefined || begin < known) windows.set(proof.ledger, begin);
    }
  }
  return windows;
}

async function doneUnder(
  tx: Transaction,
  roots: readonly string[],
  on: string,
  windows: ReadonlyMap<LedgerId, string>,
): Promise<Known['done']> {
  const { unit, ledger, onDay, person, subject, told } = entry;
  const since = [...windows].map(([id, from]) => sql`(${ledger} = ${id} and ${onDay} >= ${from})`);
  if (since.length === 0) return () => [];
  const rows = await tx
    .select({ unit, ledger, on: onDay, person, subject, told })
    .from(entry)
    .where(and(or(...since), lte(onDay, on), isNull(entry.struckAt), isUnder(unit, roots)));
  const byLedger = Map.groupBy(rows, (it) => `${it.unit} ${it.ledger}`);
  return (unit, ledger) => byLedger.get(`${unit} ${ledger}`) ?? [];
}

/** Entries of lists that some step is still missing from, and those of the day, which sign off a kind. */
async function openUnder(tx: Transaction, roots: readonly string[], on: string, asked: readonly Requirement[]) {
  const { id, unit, ledger, onDay, told } = entry;
  const keepers = asked.flatMap((it) => (it.kind === 'ledger' ? (keeperOf(it.of) ?? []) : []));
  const lists = keepers.map((it) =>
    and(
      sql`${ledger} = ${it.ledger}`,
      or(gte(onDay, on), not(arrayContains(told, [...new Set(Object.values(it.steps))]))),
    ),
  );
  const rows =
    lists.length === 0
      ? []
      : await tx
          .select({ id, unit, ledger, on: onDay, told })
          .from(entry)
          .where(and(or(...lists), lte(onDay, on), isNull(entry.struckAt), isUnder(unit, roots)));
  const byLedger = Map.groupBy(rows, (it) => `${it.unit} ${it.ledger}`);
  return (unit: string, ledger: LedgerId) => byLedger.get(`${unit} ${ledger}`) ?? [];
}

/** The kinds of which something, or nothing, was entered that day. */
function signedIn(
  entries: readonly { readonly on: string; readonly told: readonly string[] }[],
  signs: string | undefined,
  on: string,
): string[] {
  if (signs === undefined) return [];
  return entries.flatMap((it) =>
    it.on === on ? it.told.flatMap((word) => (word.startsWith(`${signs}.`) ? [word.slice(signs.length + 1)] : [])) : [],
  );
}
