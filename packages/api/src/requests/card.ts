import { asBytes } from '@anmin/db/book-place';
import type { Transaction } from '@anmin/db/client';
import type { entry } from '@anmin/db/schema/evidence';
import { membership, person, personCard } from '@anmin/db/schema/people';
import { valuesOf } from '@anmin/domain/evidence/entry';
import type { Leaving, MemberRole, TransferState } from '@anmin/domain/people/membership';
import type { IncentiveKind, ReactionOutcome } from '@anmin/domain/vaccination/aftercare';
import type { VaccineKind } from '@anmin/domain/vaccination/dose';
import type { HindranceKind } from '@anmin/domain/vaccination/hindrance';
import type { AttendanceOutcome } from '@anmin/domain/vaccination/session';
import { refuse } from '@anmin/domain/refusal';
import { and, eq, gt, inArray, isNull, or, sql } from 'drizzle-orm';
import { openEntry } from '../evidence/texts.ts';
import { cardPhoneIndexes, nameOnCard, numberIndexes, phoneOnCard } from '../people/card.ts';
import { unseal, type Spot } from '../privacy/seal.ts';
import { Refused, type Context } from '../trpc.ts';

/** Whose data a request is about: the unit it was made to, and the number and the phone it was made under. */
export type Asker = {
  readonly id: string;
  readonly office: string;
  readonly idNumber: string;
  readonly phone: string;
};

/** What a unit keeps of somebody who lives or works there, or did; null: nothing under this number and this phone. */
export async function copyOfCard(tx: Transaction, { keys }: Context, { id, office, idNumber, phone }: Asker) {
  const numbers = sql.param(numberIndexes(keys, idNumber).map(asBytes));
  const phones = sql.param(cardPhoneIndexes(keys, office, phone).map(asBytes));
  const { rows } = await tx.execute<{ copy: Copied | null }>(
    sql`select copy_of_card(${id}::uuid, ${numbers}::bytea[], ${phones}::bytea[]) as copy`,
  );
  const copy = rows[0]?.copy ?? null;
  if (copy === null) return null;
  const open = (spot: Spot, sealed: string | null) =>
    sealed === null ? null : unseal(keys, spot, Buffer.from(sealed, 'hex'));
  const place = { id: copy.id, unit: copy.unit };
  return {
    name: nameOnCard(keys, { ...place, nameSealed: Buffer.from(copy.name, 'hex') }),
    phone: phoneOnCard(keys, { ...place, phoneSealed: Buffer.from(copy.phone, 'hex') }),
    memberships: copy.memberships.map(({ role, post, room, bed, since, until, left_for: leftFor }) => ({
      ...{ role, post, room, bed, since, until, leftFor },
    })),
    doses: copy.doses.map(({ kind, number, given_on: on, product, batch, place }) => ({
      ...{ kind, number, on, product, batch, place },
    })),
    hindrances: copy.hindrances.map((it) => ({
      ...{ kind: it.kind, from: it.from_day, until: it.until_day },
      evidence: open(`vaccination_hindrance.evidence:${it.id}`, it.evidence_sealed),
      note: open(`vaccination_hindrance.note:${it.id}`, it.note_sealed),
    })),
    assessments: copy.assessments.map((it) => ({
      on: it.on_day,
      fit: it.condition_good && it.medication_stable && it.suitable,
      medic: open(`vaccination_assessment.medic:${it.id}`, it.medic_sealed),
    })),
    contacts: copy.contacts.map((it) => ({
      on: it.on_day,
      note: open(`vaccination_contact.note:${it.id}`, it.note_sealed),
    })),
    mobilisers: copy.mobilisers.map(({ name }) => ({ name })),
    entries: copy.entries.map((it) => {
      const textsSealed = it.texts_sealed === null ? null : Buffer.from(it.texts_sealed, 'hex');
      const { fields } = openEntry(keys, { id: it.id, version: it.version, fields: it.fields, textsSealed });
      return { ledger: it.ledger, day: it.on_day, values: valuesOf(fields) };
    }),
    followUps: copy.followUps.map((it) => ({
      ...{ for: it.for_day, well: it.well, note: open(`vaccination_follow_up.note:${it.id}`, it.note_sealed) },
    })),
    reactions: copy.reactions.map((it) => ({
      ...{ on: it.on_day, told: open(`vaccination_reaction.told:${it.id}`, it.told_sealed), outcome: it.outcome },
      treatment: open(`vaccination_reaction.treatment:${it.id}`, it.treatment_sealed),
    })),
    incentives: copy.incentives.map(({ kind, on_day: on, taken_on: takenOn }) => ({ kind, on, takenOn })),
    attendances: copy.attendances.map(({ on_day: on, starts, place, outcome }) => ({ on, starts, place, outcome })),
    transfers: copy.transfers.map((it) => ({
      ...{ on: it.on_day, to: it.to_name, state: it.state },
      name: open(`member_transfer.name:${it.id}`, it.name_sealed),
    })),
  };
}

/** As `copy_of_card` gives it: rows as they stand, what is sealed in hex. */
type Copied = {
  readonly id: string;
  readonly unit: string;
  readonly name: string;
  readonly phone: string;
  readonly memberships: readonly {
    readonly role: MemberRole;
    readonly post: string | null;
    readonly room: string | null;
    readonly bed: string | null;
    readonly since: string;
    readonly until: string | null;
    readonly left_for: Leaving | null;
  }[];
  readonly doses: readonly {
    readonly kind: VaccineKind;
    readonly number: number;
    readonly given_on: string;
    readonly product: string;
    readonly batch: string;
    readonly place: string;
  }[];
  readonly hindrances: readonly {
    readonly id: string;
    readonly kind: HindranceKind;
    readonly from_day: string;
    readonly until_day: string | null;
    readonly evidence_sealed: string | null;
    readonly note_sealed: string | null;
  }[];
  readonly assessments: readonly {
    readonly id: string;
    readonly on_day: string;
    readonly condition_good: boolean;
    readonly medication_stable: boolean;
    readonly suitable: boolean;
    readonly medic_sealed: string;
  }[];
  readonly contacts: readonly { readonly id: string; readonly on_day: string; readonly note_sealed: string | null }[];
  readonly entries: readonly (Pick<typeof entry.$inferSelect, 'id' | 'version' | 'ledger' | 'fields'> & {
    readonly on_day: string;
    readonly texts_sealed: string | null;
  })[];
  readonly mobilisers: readonly { readonly name: string }[];
  readonly followUps: readonly {
    readonly id: string;
    readonly for_day: string;
    readonly well: boolean;
    readonly note_sealed: string | null;
  }[];
  readonly reactions: readonly {
    readonly id: string;
    readonly on_day: string;
    readonly told_sealed: string;
    readonly treatment_sealed: string | null;
    readonly outcome: ReactionOutcome | null;
  }[];
  readonly incentives: readonly {
    readonly kind: IncentiveKind;
    readonly on_day: string;
    readonly taken_on: string | null;
  }[];
  readonly attendances: readonly {
    readonly on_day: string;
    readonly starts: string;
    readonly place: string;
    readonly outcome: AttendanceOutcome | null;
  }[];
  readonly transfers: readonly {
    readonly id: string;
    readonly on_day: string;
    readonly to_name: string;
    readonly name_sealed: string;
    readonly state: TransferState;
  }[];
};

/** @throws while they still belong there. Gives how many cards were erased, with everything that hangs on them. */
export async function eraseCard(
  tx: Transaction,
  { keys }: Context,
  { office, idNumber, phone }: Asker,
): Promise<string[]> {
  const found = await tx
    .select({ id: personCard.id, person: personCard.person })
    .from(personCard)
    .innerJoin(person, eq(person.id, personCard.person))
    .where(
      and(
        ...[eq(personCard.unit, office), inArray(person.idIndex, numberIndexes(keys, idNumber))],
        inArray(personCard.phoneIndex, cardPhoneIndexes(keys, office, phone)),
      ),
    );
  for (const card of found) {
    const stays = and(
      ...[eq(membership.unit, office), eq(membership.person, card.person)],
      or(isNull(membership.until), gt(membership.until, sql`office_today()`)),
    );
    if ((await tx.$count(membership, stays)) > 0) throw new Refused(refuse('notChangeable', [], { state: 'member' }));
    await tx.execute(sql`select erase_card(${card.id}::uuid)`);
  }
  return found.map(({ id }) => id);
}
