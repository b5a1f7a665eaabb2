import { memberColumns, type MemberColumn } from '@anmin/domain/people/member-sheet';
import { memberFields, readMember, type TypedMember, type WrittenMember } from '@anmin/domain/people/member';
import { maskIdNumber, maskPhone } from '@anmin/domain/people/mask';
import { ungrouped } from '@anmin/domain/people/typed-text';
import { officeDay } from '@anmin/domain/calendar/day';
import { officeNow } from '../office/now.ts';
import { typedOf } from '../people/enter.ts';
import type { StaffContext } from '../trpc.ts';
import type { IncomingLedger, Judged, ReadLine } from './ledger.ts';
import { joinedOf, peopleHere, writtenOf, type Here, type PersonHere } from './members-here.ts';
import type { MemberPlan } from './plans.ts';
import { takeBackMember, writeMembers } from './members-write.ts';

type Line = ReadLine<MemberColumn>;
type Found = NonNullable<ReturnType<Here['current']['get']>>;

export const members: IncomingLedger<MemberColumn, MemberPlan> = {
  id: 'people',
  ability: 'people.change',
  columns: memberColumns,
  judge: async (tx, ctx, unit, lines) => {
    const here = await peopleHere(tx, ctx.keys, unit);
    const context = {
      today: officeDay(await officeNow(tx)),
      regions: ctx.demo ? ('demo' as const) : ('real' as const),
    };
    const seen = new Set<string>();
    const judged: Looked[] = [];
    for (const [at, line] of lines.entries()) {
      // whoever else asks something of this process is heard meanwhile
      if (at % atOnce === atOnce - 1) await new Promise(setImmediate);
      judged.push(twiceOr(judgeLine(ctx, here, line, context), line, seen));
    }
    return agreeing(judged);
  },
  write: writeMembers,
  takeBack: takeBackMember,
};

/** lines judged before others are heard */
const atOnce = 250;

/** Of whom a line is, and what would stand on their card by it; null: it is wrong by itself. */
type Looked = Judged<MemberPlan> & { readonly about: ({ readonly who: string } & OnCard) | null };
type OnCard = Pick<WrittenMember, (typeof onCard)[number]>;
const onCard = ['name', 'idNumber', 'phone', 'sex', 'bornOn'] as const;

type Context = Parameters<typeof readMember>[1];

function judgeLine(ctx: StaffContext, here: Here, line: Line, context: Context): Looked {
  const problems = line.wrong.map(([column, problem]) => `${column}.${problem}`);
  const wrong = (...more: readonly string[]): Looked => ({
    ...{
      number: line.number,
      verdict: 'wrong',
      problems: [...new Set([...problems, ...more])],
      plan: null,
      about: null,
    },
  });
  const found = meant(here, line);
  if (found === 'unknown') return wrong('record.unknown');
  const typed = wholeOf(ctx, line, found);
  if ('masked' in typed) return wrong(...typed.masked);
  const read = readMember(typed, context);
  const unread = new Set(line.wrong.map(([column]) => column));
  if ('wrong' in read) return wrong(...read.wrong.filter((it) => !unread.has(it.split('.')[0] as MemberColumn)));
  if (problems.length > 0) return wrong();
  return found === null ? entering(here, line, read.ok, wrong) : changing(here, line, found, read.ok, wrong);
}

type Wrong = (...more: readonly string[]) => Looked;

/** By the record a line was taken out with, else by the number and as what somebody is there; null: somebody new. */
function meant(here: Here, { values }: Line): Found | 'unknown' | null {
  const record = values.record ?? '';
  if (record !== '') return here.current.get(record) ?? 'unknown';
  const who = here.byNumber.get(ungrouped(values.idNumber ?? '').toUpperCase());
  const it = who?.memberships.find(({ role, until }) => role === values.role && until === null);
  return who === undefined || it === undefined ? null : { who, it };
}

/**
 * What a line says with what is recorded: a number or a phone that is left out, or stands there masked as it was taken out,
 * is as it was, and so is what the sheet has no column for.
 */
function wholeOf(ctx: StaffContext, { values }: Line, found: Found | null): TypedMember | { masked: string[] } {
  const recorded = found === null ? null : typedOf(ctx, joinedOf(found));
  const typed = Object.fromEntries(memberFields.map((it) => [it, values[it] ?? recorded?.[it] ?? ''])) as Record<
    keyof TypedMember,
    string
  >;
  const masked: string[] = [];
  const masks = { idNumber: maskIdNumber, phone: maskPhone };
  for (const field of ['idNumber', 'phone'] as const) {
    const known = recorded?.[field] ?? '';
    const isAsShown = known !== '' && typed[field] === masks[field](known);
    if (typed[field] === '' || isAsShown) typed[field] = known;
    else if (typed[field].includes('*')) masked.push(`${field}.masked`);
  }
  // who has a number says sex and birth by it
  if (typed.idNumber !== '' && recorded !== null && typed.idNumber !== recorded.idNumber)
    Object.assign(typed, { sex: '', bornOn: '' });
  return masked.length > 0 ? { masked } : typed;
}

function entering(here: Here, { number }: Line, written: WrittenMember, wrong: Wrong): Looked {
  const who = written.idNumber === null ? undefined : here.byNumber.get(written.idNumber);
  if (who !== undefined && who.name !== written.name) return wrong('idNumber.otherName');
  if (who?.memberships.some((it) => it.role === written.role && (it.until === null || it.until > written.since)))
    return wrong('role.already');
  const plan = { act: 'enter', written } as const;
  const phone = written.phone ?? who?.phone ?? null;
  const about = { ...written, phone, who: who?.person.id ?? written.idNumber ?? `line ${number}` };
  if (written.idNumber === null && (here.byName.get(written.name) ?? []).some((it) => isPerhaps(it, written)))
    return { number, verdict: 'double', problems: ['name.double'], plan, about };
  return { number, verdict: 'new', problems: [], plan, about };
}

/** Whether somebody without a number is perhaps this one. */
function isPerhaps({ person, memberships }: PersonHere, { sex, bornOn, role }: WrittenMember): boolean {
  const isThere = memberships.some((it) => it.role === role && it.until === null);
  return isThere && person.sex === sex && (person.bornOn === bornOn || person.bornOn === null || bornOn === null);
}

function changing(here: Here, { number }: Line, found: Found, written: WrittenMember, wrong: Wrong): Looked {
  const about = { ...written, who: found.who.person.id };
  const recorded = writtenOf(found);
  const changed = memberFields.filter((it) => String(written[it] ?? '') !== String(recorded[it] ?? ''));
  if (changed.length === 0) return { number, verdict: 'same', problems: [], plan: null, about };
  if (changed.includes('idNumber') && here.byNumber.has(written.idNumber ?? '')) return wrong('idNumber.taken');
  const { id: membership } = found.it;
  const isLater = written.since > recorded.since;
  if (changed.includes('role') && !isLater) return wrong('since.newDay');
  const others = found.who.memberships.filter((it) => it.id !== membership && it.role === written.role);
  if (others.some((it) => it.until === null || it.until > written.since)) return wrong('since.overlaps');
  const act = isLater && changed.some((it) => ofPlace.has(it)) ? 'move' : 'correct';
  return { number, verdict: 'changed', problems: [], plan: { act, membership, written, changed }, about };
}

/** What somebody is there and where they lie: from a day on something else, while name and number were wrong all along. */
const ofPlace: ReadonlySet<string> = new Set(['role', 'standing', 'groups', 'post', 'room', 'bed']);

/** The same person in the same role, or the same record, stands in a sheet once. */
function twiceOr(judged: Looked, { number }: Line, seen: Set<string>): Looked {
  const { plan } = judged;
  if (plan === null) return judged;
  const { idNumber, name, sex, bornOn, role } = plan.written;
  const key = plan.act === 'enter' ? [idNumber ?? [name, sex, bornOn].join(' '), role].join(' ') : plan.membership;
  if (!seen.has(key)) {
    seen.add(key);
    return judged;
  }
  const problems = [`${idNumber === null ? 'name' : 'idNumber'}.twice`];
  return { number, verdict: 'wrong', problems, plan: null, about: null };
}

/** Whoever stands in several lines, in each as something else, is called the same in all of them; a number is of one person. */
function agreeing(looked: readonly Looked[]): Judged<MemberPlan>[] {
  const known = looked.flatMap(({ about }) => about ?? []);
  const byWho = Map.groupBy(known, ({ who }) => who);
  const byNumber = Map.groupBy(known, ({ idNumber }) => idNumber);
  return looked.map(({ about, ...judged }) => {
    if (about === null) return judged;
    const { who, idNumber } = about;
    const others = [...(byWho.get(who) ?? []), ...(idNumber === null ? [] : (byNumber.get(idNumber) ?? []))];
    const apart = new Set<string>(onCard.filter((it) => others.some((other) => other[it] !== about[it])));
    if (others.some((other) => other.who !== who)) apart.add('idNumber');
    if (apart.size === 0) return judged;
    const problems = [...apart].map((it) => `${it}.disagrees`);
    return { number: judged.number, verdict: 'wrong', problems, plan: null };
  });
}
