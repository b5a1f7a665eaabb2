import { readFacts, readPhoneOf, type MessageFacts, type MessageKind } from '@anmin/api/messages/message';
import { sendMessages } from '@anmin/api/messages/send';
import type { TestOffice } from '../../../tooling/test/office.ts';

/** The code in the last message written to a phone, sent or not. */
export async function codeSentTo({ ownerDatabase, keys }: TestOffice, phone: string): Promise<string> {
  const { rows } = await ownerDatabase.pool.query<{ id: string; to: Buffer; facts: Buffer }>(
    `select id, to_sealed as to, facts_sealed as facts from message where kind = 'code' order by made_at desc`,
  );
  const own = rows.find(({ id, to }) => readPhoneOf(keys, { id, toSealed: to }) === phone);
  if (own === undefined) throw new Error('no code was sent');
  return String(readFacts(keys, { id: own.id, factsSealed: own.facts })['code']);
}

export type Sms = { readonly to: string; readonly kind: MessageKind; readonly facts: MessageFacts };

/** Sends all that is due and says what left the office. */
export async function sendDue(office: TestOffice): Promise<Sms[]> {
  const sent: Sms[] = [];
  for (let before = -1; before < sent.length;) {
    before = sent.length;
    await sendMessages(office.job, ({ to, kind, facts }) => {
      sent.push({ to, kind, facts });
      return Promise.resolve();
    });
  }
  return sent;
}
