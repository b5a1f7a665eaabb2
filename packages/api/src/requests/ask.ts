import { inTransaction, type Transaction } from '@anmin/db/client';
import { privacyRequest } from '@anmin/db/schema/privacy';
import { officeDay } from '@anmin/domain/calendar/day';
import { longestRequest, requestKinds, whereNotSet } from '@anmin/domain/people/rights';
import { readIdNumber } from '@anmin/domain/people/id-number';
import { refuse } from '@anmin/domain/refusal';
import { desc, eq, sql } from 'drizzle-orm';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { cardOf } from '../bookings/view.ts';
import { notedPapers } from '../bookings/papers.ts';
import { bookingsOfPhones, loadBooking, phoneOf } from '../bookings/load.ts';
import { idNumberOf, isFullNumber, nameOf, phoneIndex, phoneIndexes, screeningOf } from '../bookings/party.ts';
import { draftId, loadDraft } from '../drafts/draft.ts';
import { provenPhones } from '../drafts/proven.ts';
import { journal } from '../journal.ts';
import { countOrRefuse } from '../limit.ts';
import { readInstant } from '../office/now.ts';
import { loadOffice, refuseOtherSandbox } from '../office/office.ts';
import { keySchema, once } from '../once.ts';
import { amountInForce } from '../privacy/settings.ts';
import { seal, sha256, sign, unseal } from '../privacy/seal.ts';
import { setScope } from '../scope.ts';
import { Refused, type Context } from '../trpc.ts';
import { keptOf } from '../visits/row.ts';
import { copyOfCard } from './card.ts';
import { copyOfGate } from './gate.ts';

export const askInput = z.strictObject({
  key: keySchema,
  draft: draftId,
  office: z.string().max(50),
  kind: z.enum(requestKinds),
  /** whose data: a copy or an erasure concerns the parties with this number, under the phone proven last, at this office */
  idNumber: z.string().max(40),
  text: z.string().trim().max(longestRequest),
});

/** Somebody asks for a copy, a correction or an erasure; the proven phone and the number say of what. */
export async function ask(ctx: Context, { key, draft: draftOf, ...given }: z.infer<typeof askInput>) {
  return inTransaction(ctx.database, (tx) =>
    // the draft is known by its hash alone, here as well: who reads its secret holds the proof of a phone
    once(tx, ctx, { scope: `request:${sha256(draftOf).toString('hex')}`, key, body: given }, async () => {
      const phone = (await provenIn(tx, ctx, draftOf)).at(-1) ?? '';
      const home = await loadOffice(tx, given.office);
      refuseOtherSandbox(ctx, home);
      const read = readIdNumber(given.idNumber, { today: officeDay(home.now), regions: ctx.demo ? 'demo' : 'real' });
      if (!('ok' in read)) throw new Refused(refuse('wrongInput', [], { fields: [`idNumber:id.${read.error}`] }));
      const perDay =
        (await amountInForce(tx, home.institution.prefecture, 'requestsDaily')) ?? whereNotSet.requestsDaily;
      await countOrRefuse(tx, sign(ctx.keys, 'request.phone', phone), { perDay, secondsApart: 0 });
      await setScope(tx, ctx, [given.office]);
      const days = await amountInForce(tx, home.institution.prefecture, 'answerWithin');
      const dueOn = days === null ? null : officeDay(home.now).add({ days }).toString();
      const id = randomUUID();
      const sealed = (field: string, plain: string) => seal(ctx.keys, `privacy_request.${field}:${id}`, plain);
      await tx.insert(privacyRequest).values({
        ...{ id, office: given.office, kind: given.kind, dueOn },
        phoneSealed: sealed('phone', phone),
        phoneIndex: phoneIndex(ctx.keys, phone),
        idSealed: sealed('id', read.ok.number),
        textSealed: given.text === '' ? null : sealed('text', given.text),
      });
      const fields = ['phone', 'idNumber', ...(given.text === '' ? [] : ['text'])];
      const codes = { kind: given.kind, dueOn };
      await journal(tx, ctx.actor, { action: 'request.made', subject: id, office: given.office, fields, codes });
      return { taken: true as const, dueOn };
    }),
  );
}

const own = z.strictObject({ draft: draftId });
export const ownInput = own;
export const copyInput = own.extend({ request: z.uuid() });

/** What the holder of the proven phone asked, with the answers. */
export async function ownRequests(ctx: Context, { draft }: z.infer<typeof ownInput>) {
  return inTransaction(ctx.database, async (tx) => {
    const found = await requestsOf(tx, ctx, await provenIn(tx, ctx, draft));
    return found.map((row) => ({
      ...{ id: row.id, kind: row.kind, state: row.state, office: row.office, dueOn: row.dueOn },
      madeAt: readInstant(row.madeAt).toString(),
      answeredAt: row.answeredAt === null ? null : readInstant(row.answeredAt).toString(),
      answer: row.answerSealed === null ? null : unseal(ctx.keys, `privacy_request.answer:${row.id}`, row.answerSealed),
    }));
  });
}

/** A copy the office granted, for the holder of the phone alone: the asker's own data whole, the other's masked. */
export async function copy(ctx: Context, { draft, request }: z.infer<typeof copyInput>) {
  return inTransaction(ctx.database, async (tx) => {
    const phones = await provenIn(tx, ctx, draft);
    const row = (await requestsOf(tx, ctx, phones)).find(({ id }) => id === request);
    if (row?.kind !== 'copy' || row.state !== 'done') throw new Refused(refuse('notFound'));
    const { idNumber, phone, records } = await recordsOf(tx, ctx, row);
    await setScope(tx, ctx, [row.office]);
    const asker = { id: row.id, office: row.office, idNumber, phone };
    const register = await copyOfCard(tx, ctx, asker);
    const gate = await copyOfGate(tx, ctx, asker);
    await journal(tx, ctx.actor, { action: 'request.copied', subject: row.id, office: row.office });
    const home = await loadOffice(tx, row.office);
    const bookings = [];
    for (const { loaded, positions } of records) {
      const card = cardOf(ctx, loaded);
      bookings.push({
        ...{ reference: card.reference, state: card.state, service: card.service, day: card.day, starts: card.starts },
        ...{ office: loaded.booking.office, madeAt: readInstant(loaded.booking.madeAt).toString() },
        papers: notedPapers(ctx, home, loaded.booking.papers),
        phone: phoneOf(ctx.keys, loaded.booking),
        visit: loaded.visit === null ? null : keptOf(ctx.keys, loaded.visit),
        parties: loaded.parties.map((it, index) => {
          if (!positions.includes(it.position)) return { own: false as const, ...card.parties[index] };
          const screening = screeningOf(ctx.keys, it);
          return {
            own: true as const,
            ...{ name: nameOf(ctx.keys, it), idNumber: idNumberOf(ctx.keys, it) },
            keyAreaStay: screening?.keyAreaStay ?? null,
            quarantineEnd: screening?.quarantineEnd?.toString() ?? null,
            temperature: screening?.temperature ?? null,
          };
        }),
      });
    }
    return { idNumber, bookings, register, gate };
  });
}

async function requestsOf(tx: Transaction, ctx: Context, phones: readonly string[]) {
  const { rows } = await tx.execute<{ id: string; office: string }>(
    sql`select id, office from requests_of_phones(${sql.param(phoneIndexes(ctx.keys, phones))}::bytea[])`,
  );
  const found = [];
  for (const { id, office } of rows) {
    await setScope(tx, ctx, [office]);
    found.push(
      ...(await tx.select().from(privacyRequest).where(eq(privacyRequest.id, id)).orderBy(desc(privacyRequest.madeAt))),
    );
  }
  return found;
}

type Asked = Pick<typeof privacyRequest.$inferSelect, 'id' | 'office' | 'phoneSealed' | 'idSealed'>;

/**
 * What a request is about: the bookings of the office it was made to, under its phone, in which somebody with its number
 * takes part, as far as the booking knows it. What another office keeps is asked of that office; what its register holds `copyOfCard` reads. Leaves the scope
 * at the request's office.
 */
export async function recordsOf(tx: Transaction, ctx: Context, { id, office, phoneSealed, idSealed }: Asked) {
  if (phoneSealed === null || idSealed === null) throw new Refused(refuse('notFound'));
  const phone = unseal(ctx.keys, `privacy_request.phone:${id}`, phoneSealed);
  const idNumber = unseal(ctx.keys, `privacy_request.id:${id}`, idSealed);
  await setScope(tx, ctx, [office]);
  const records = [];
  for (const found of await bookingsOfPhones(tx, ctx.keys, [phone])) {
    if (found.office !== office) continue;
    const loaded = await loadBooking(tx, found.id);
    const positions = loaded.parties
      .filter((it) => isNumberOf(idNumber, idNumberOf(ctx.keys, it)))
      .map((it) => it.position);
    if (positions.length > 0) records.push({ loaded, positions });
  }
  return { idNumber, phone, records };
}

/** Visitors gave the last four alone, where no more is needed; with the proven phone these say who it is. */
function isNumberOf(idNumber: string, kept: string | null): boolean {
  return kept === idNumber || (kept !== null && !isFullNumber(kept) && idNumber.endsWith(kept));
}

async function provenIn(tx: Transaction, ctx: Context, draft: string): Promise<string[]> {
  const phones = provenPhones(ctx, await loadDraft(tx, ctx.keys, draft));
  if (phones.length === 0) throw new Refused(refuse('phoneNotProven'));
  return phones;
}
