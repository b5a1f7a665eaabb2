import type { Transaction } from '@anmin/db/client';
import { staffUser } from '@anmin/db/schema/identity';
import { vaccinationContact } from '@anmin/db/schema/vaccination';
import { refuse } from '@anmin/domain/refusal';
import { agesOf, outside, placeOf, within } from '@anmin/domain/vaccination/cohort';
import { desc, eq, inArray, sql } from 'drizzle-orm';
import type { z } from 'zod';
import { inScope } from '../scope.ts';
import { Refused, type StaffContext } from '../trpc.ts';
import type { listInput } from './inputs.ts';
import { namedHere } from './owed.ts';
import { membersAlike, profilesUnder, type CountedProfile } from './profiles.ts';
import { coveragesOf, isCountedBy, lookAt, requirementOf, sizeOf, type Coverage } from './statistics.ts';

/** how many lines a page of a list holds; a habit of the page, not policy */
const pageLength = 100;

/** Whom a number counts, by name: the same people by construction, and each look is an entry. */
export function list(ctx: StaffContext, input: Input) {
  return inScope(ctx, ctx.units, async (tx) => {
    const { looked, bound, today } = await lookAt(tx, ctx, input);
    const coverages = input.of === null ? [] : asked(input.of, await coveragesOf(tx, bound));
    const at = { ...looked, ages: agesOf(coverages.map(requirementOf)) };
    const profiles = await profilesUnder(tx, at);
    const there = input.at === null ? profiles : profiles.filter(({ unit: own }) => own === input.at);
    const counted = chosen(input, coverages, there);
    const [skip, total] = [input.after ?? 0, sizeOf(counted)];
    const members = await membersAlike(tx, at, counted, { skip, limit: pageLength });
    const names = await namedHere(tx, ctx, members);
    const contacts = await contactsOf(tx, members);
    return {
      ...{ day: looked.day, today, total },
      next: skip + pageLength < total ? skip + pageLength : null,
      lines: members.map((it) => ({
        ...{ ...it, ...names(it) },
        overdueSince: it.nextBy !== null && it.nextBy < looked.day ? it.nextBy : null,
        contact: contacts(it),
      })),
    };
  });
}

function asked(of: readonly string[] | 'outside', coverages: readonly Coverage[]): readonly Coverage[] {
  if (of === 'outside') return coverages;
  const found = coverages.find(({ duty: { rules } }) => rules.join(' ') === of.join(' '));
  if (found === undefined) throw new Refused(refuse('notFound'));
  return [found];
}

function chosen({ of, place }: Input, coverages: readonly Coverage[], profiles: CountedProfile[]) {
  const [own] = of === null || of === 'outside' ? [] : coverages;
  const dose = own?.duty.requirement.dose ?? 'any';
  const counted =
    own === undefined ? outside(profiles, isCountedBy(coverages)) : within(own.duty.requirement, profiles, own.isThere);
  return counted.filter((it) => place === null || placeOf(dose, it) === place);
}

type Input = z.infer<typeof listInput>;

type Card = { readonly person: string; readonly unit: string };

/** Who works on each of them, and when they will again: by the last note. */
async function contactsOf(tx: Transaction, cards: readonly Card[]) {
  const persons = cards.map(({ person }) => person);
  const rows =
    persons.length === 0
      ? []
      : await tx
          .select({ contact: vaccinationContact, by: staffUser.name })
          .from(vaccinationContact)
          .leftJoin(staffUser, eq(vaccinationContact.madeBy, sql`'staff:' || ${staffUser.id}`))
          .where(inArray(vaccinationContact.person, persons))
          .orderBy(desc(vaccinationContact.madeAt));
  return ({ person, unit: at }: Card) => {
    const last = rows.find(({ contact }) => contact.person === person && contact.unit === at);
    return last === undefined ? null : { by: last.by, on: last.contact.onDay, nextOn: last.contact.nextOn };
  };
}
