import { message, type MessageChannel } from '@anmin/db/schema/appointments';
import type { Transaction } from '@anmin/db/client';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Keys } from '../privacy/keys.ts';
import { seal, unseal } from '../privacy/seal.ts';

export const messageKinds = [
  'code',
  'booked',
  'visitBooked',
  'visitAsked',
  'visitConfirmed',
  'visitDeclined',
  'visitLate',
  'visitUnanswered',
  'moved',
  'cancelled',
  'cancelledByDesk',
  'reminder',
  'offered',
  'displacedNoPlace',
  'offerExpired',
  'corrected',
  'papersMissing',
  'duplicateTried',
  'released',
  'waitJoined',
  'waitOffered',
  'waitOfferExpired',
  'waitOfferWithdrawn',
  'waitOver',
  'waitLeft',
  'ballotApplied',
  'ballotLost',
] as const;
export type MessageKind = (typeof messageKinds)[number];

const factsSchema = z.record(z.string(), z.union([z.string(), z.number()]));
/** What a sentence needs: days, times, places, a reference, a code; no name, no number of a person. */
export type MessageFacts = z.infer<typeof factsSchema>;

export type NewMessage = {
  readonly kind: MessageKind;
  /** Without it a text. */
  readonly channel?: MessageChannel;
  readonly phone: string | null;
  readonly facts: MessageFacts;
  /** null: at once. */
  readonly dueAt: string | null;
};

export type MessageRow = typeof message.$inferInsert;

export function messageRow(keys: Keys, booking: { id: string; version: number } | null, given: NewMessage): MessageRow {
  const id = randomUUID();
  return {
    id,
    booking: booking?.id ?? null,
    bookingVersion: booking?.version ?? null,
    kind: given.kind,
    ...(given.channel === undefined ? {} : { channel: given.channel }),
    toSealed: given.phone === null ? null : seal(keys, `message.to:${id}`, given.phone),
    factsSealed: seal(keys, `message.facts:${id}`, JSON.stringify(given.facts)),
    state: given.phone === null ? 'noPhone' : 'waiting',
    ...(given.dueAt === null ? {} : { dueAt: given.dueAt }),
  };
}

export async function writeMessages(
  tx: Transaction,
  keys: Keys,
  booking: { id: string; version: number } | null,
  messages: readonly NewMessage[],
): Promise<void> {
  if (messages.length === 0) return;
  await tx.insert(message).values(messages.map((given) => messageRow(keys, booking, given)));
}

export function readFacts(keys: Keys, row: { id: string; factsSealed: Buffer }): MessageFacts {
  return factsSchema.parse(JSON.parse(unseal(keys, `message.facts:${row.id}`, row.factsSealed)));
}

export function readPhoneOf(keys: Keys, row: { id: string; toSealed: Buffer | null }): string | null {
  return row.toSealed === null ? null : unseal(keys, `message.to:${row.id}`, row.toSealed);
}
