import type { Transaction } from '@anmin/db/client';
import { vaccinationFollowUp, vaccinationIncentive, vaccinationReaction } from '@anmin/db/schema/vaccination';
import { officeDay } from '@anmin/domain/calendar/day';
import { stepsLeft } from '@anmin/domain/vaccination/aftercare';
import { desc } from 'drizzle-orm';
import type { Keys } from '../privacy/keys.ts';
import { unseal, type Spot } from '../privacy/seal.ts';
import { isCard, type Card } from './card.ts';

/** What followed somebody's doses: how they were, what was done about it, and what they were granted. */
export async function afterDosesOf(tx: Transaction, keys: Keys, card: Card) {
  const asked = await tx
    .select()
    .from(vaccinationFollowUp)
    .where(isCard(vaccinationFollowUp, card))
    .orderBy(desc(vaccinationFollowUp.forDay));
  const reactions = await tx
    .select()
    .from(vaccinationReaction)
    .where(isCard(vaccinationReaction, card))
    .orderBy(desc(vaccinationReaction.onDay), desc(vaccinationReaction.madeAt));
  const granted = await tx
    .select()
    .from(vaccinationIncentive)
    .where(isCard(vaccinationIncentive, card))
    .orderBy(desc(vaccinationIncentive.onDay), desc(vaccinationIncentive.knownFrom));
  return {
    followUps: asked.map(({ id, forDay, well, noteSealed, madeAt }) => ({
      ...{ id, forDay, well, note: opened(keys, `vaccination_follow_up.note:${id}`, noteSealed) },
      late: officeDay(Temporal.Instant.from(madeAt)).toString() > forDay,
    })),
    reactions: reactions.map(
      ({ id, onDay, outcome, treatedAt, informedAt, closedAt, toldSealed, treatmentSealed }) => ({
        ...{ id, on: onDay, outcome, told: opened(keys, `vaccination_reaction.told:${id}`, toldSealed) },
        treatment: opened(keys, `vaccination_reaction.treatment:${id}`, treatmentSealed),
        ...{ treatedAt: instantOf(treatedAt), informedAt: instantOf(informedAt), closedAt: instantOf(closedAt) },
        left: stepsLeft({ treated: treatedAt !== null, informed: informedAt !== null, closed: closedAt !== null }),
      }),
    ),
    incentives: granted.map(({ id, kind, onDay, takenOn, endReason }) => ({ id, kind, on: onDay, takenOn, endReason })),
  };
}

export function opened(keys: Keys, spot: Spot, sealed: Buffer | null): string | null {
  return sealed === null ? null : unseal(keys, spot, sealed);
}

function instantOf(at: string | null): string | null {
  return at === null ? null : Temporal.Instant.from(at).toString();
}
