import { inTransaction } from '@anmin/db/client';
import type { MessageChannel } from '@anmin/db/schema/appointments';
import { answersSchema, type Field, type FieldError, type Reading } from '@anmin/domain/appointments/answers';
import type { Application } from '@anmin/domain/appointments/application';
import { bookPlace } from '@anmin/domain/appointments/booking';
import { findService, serviceId } from '@anmin/domain/appointments/service';
import { placesFor } from '@anmin/domain/appointments/visit';
import { wallTime } from '@anmin/domain/calendar/day';
import { gateRefusals } from '@anmin/domain/measures/duty';
import { maskPhone } from '@anmin/domain/people/mask';
import { isRefusal, refuse, type Refusal } from '@anmin/domain/refusal';
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { alternatives } from '../bookings/alternatives.ts';
import { countAttempt, networkOf, type Rate } from '../attempts.ts';
import { barredRefusal } from '../bookings/barred.ts';
import { duplicateRefusal } from '../bookings/duplicate.ts';
import { definitionOf } from '../bookings/service.ts';
import { citationsOfClauses } from '../office/citations.ts';
import { wordsNear } from '../measures/telling.ts';
import { findSlot, placesLeft } from '../office/free.ts';
import { bookOn, recentOffice, type Office } from '../office/office.ts';
import { orRefuse, procedure, Refused, router, type Context } from '../trpc.ts';
import { allTaken, ownTaken, visitedRefusal, visitsADay } from '../visits/turns.ts';
import { takeWork, workSchema } from '../work.ts';
import { resendAfterSeconds, sendCode } from './codes.ts';
import { changed, draftId, loadDraft, saveDraft, startDraft, type Draft } from './draft.ts';
import { isTypedPhoneProven, typedPhone } from './proven.ts';
import { completeApplication, readAnswers } from './reading.ts';
import { confirmCode, submit, submitInput } from './submit.ts';

const own = z.strictObject({ draft: draftId });

export const draftsRouter = router({
  start: procedure
    .input(z.strictObject({ kind: z.enum(['booking', 'manage']) }))
    .mutation(({ ctx, input }) =>
      inTransaction(ctx.database, async (tx) => ({ draft: await startDraft(tx, ctx.keys, input.kind) })),
    ),
  fill: procedure.input(own.extend({ answers: answersSchema })).mutation(({ ctx, input }) => fill(ctx, input)),
  show: procedure.input(own).mutation(({ ctx, input }) => show(ctx, input.draft)),
  others: procedure.input(own).mutation(({ ctx, input }) => others(ctx, input.draft)),
  consider: procedure.input(own).mutation(({ ctx, input }) => consider(ctx, input.draft)),
  sendCode: procedure
    .input(own.extend({ channel: z.enum(['sms', 'voice']).default('sms'), work: workSchema }))
    .mutation(({ ctx, input }) => sendDraftCode(ctx, input)),
  confirmCode: procedure
    .input(own.extend({ code: z.string().max(20) }))
    .mutation(({ ctx, input }) => confirmCode(ctx, input.draft, input.code)),
  submit: procedure.input(submitInput).mutation(({ ctx, input }) => submit(ctx, input)),
});

/** Keeps what was typed, wrong values too, and names what to mend among the fields given. */
async function fill(ctx: Context, { draft: id, answers }: { draft: string; answers: Draft['answers'] }) {
  const kept = await inTransaction(ctx.database, async (tx) => {
    const draft = await loadDraft(tx, ctx.keys, id);
    const next = changed(draft, { answers: { ...draft.answers, ...answers } });
    await saveDraft(tx, ctx.keys, id, next);
    return next.answers;
  });
  const { errors } = await readAnswers(ctx, kept, { phoneOptional: false });
  const given = new Set<Field>(Object.keys(answers) as Field[]);
  return { answers: kept, errors: errors.filter(({ field }) => given.has(field)) };
}

async function show(ctx: Context, id: string) {
  const draft = await inTransaction(ctx.database, (tx) => loadDraft(tx, ctx.keys, id));
  const { errors, fields, reading } = await readAnswers(ctx, draft.answers, { phoneOptional: false });
  return {
    /** As the chosen place offers it. */
    service: findService(reading.services, draft.answers.service),
    admission: admissionView(ctx, reading),
    kind: draft.kind,
    answers: draft.answers,
    errors: errors as FieldError[],
    fields: [...fields],
    gate: reading.gate,
    key: draft.key,
    phoneProven: isTypedPhoneProven(ctx, draft),
    booked: draft.booked === null ? null : { reference: draft.booked.reference, token: draft.booked.token },
    code: draft.code === null ? null : codeView(draft.code),
  };
}

/** The reasons in the words of the notices, and what excuses; null: nothing is asked. */
function admissionView(ctx: Context, { admission }: Reading) {
  if (admission === undefined) return null;
  const words = wordsNear(ctx, [], admission.exemptions);
  return {
    reasons: gateRefusals.filter((it) => admission.reasons.includes(it)),
    exemptions: admission.exemptions.map((id) => ({ id, ...(words[id] ?? { zh: id, en: id }) })),
  };
}

/** Free times near the chosen one, for whoever names others that would do as well. */
async function others(ctx: Context, id: string) {
  const { answers } = await inTransaction(ctx.database, (tx) => loadDraft(tx, ctx.keys, id));
  const wanted = wantedTime.safeParse(answers);
  if (!wanted.success) return [];
  const { service, office: at, day, time } = wanted.data;
  const office = await recentOffice(ctx, at);
  const wish = { service, day: Temporal.PlainDate.from(day), time, applicationDay: null };
  const near = await alternatives(ctx, office, wish);
  return near.filter((it) => it.day !== day || it.starts !== time);
}

const wantedTime = z.object({ service: serviceId, office: z.string().min(1), day: z.iso.date(), time: wallTime });

/** Whether the office would take this now: asked before a code is sent, so that nobody types one in vain. */
async function consider(ctx: Context, id: string) {
  const draft = await inTransaction(ctx.database, (tx) => loadDraft(tx, ctx.keys, id));
  const application = completeApplication(await readAnswers(ctx, draft.answers, { phoneOptional: true }));
  const office = await recentOffice(ctx, application.office);
  const wish = { ...application, channel: 'online' } as const;
  const decision = bookPlace(ctx.packs, bookOn(ctx, office, application.day), wish, office.now);
  const proven = isTypedPhoneProven(ctx, draft) ? application.phone : null;
  const refusal = isRefusal(decision)
    ? decision
    : ((await barredRefusal(ctx, office, application, 'online')) ??
      (await placeRefusal(ctx, office, application, proven)));
  if (refusal === null) return { refusal, alternatives: [], citations: [] };
  const { earliest } = refusal.facts;
  const nextDay = refusal.refused === 'residentVisited' ? application.day.add({ days: 1 }) : undefined;
  const after = typeof earliest === 'string' ? Temporal.PlainDate.from(earliest) : nextDay;
  const citations = citationsOfClauses(ctx, refusal.clauses);
  return { refusal, alternatives: await alternatives(ctx, office, application, after), citations };
}

async function placeRefusal(
  ctx: Context,
  office: Office,
  application: Application,
  provenPhone: string | null,
): Promise<Refusal | null> {
  const { db } = ctx.database;
  const day = application.day.toString();
  const slot = await findSlot(db, application.office, day, application.time);
  if (slot === undefined) return refuse('notOpenYet', [], { day });
  const free = await placesLeft(db, { offices: [application.office], from: day, until: day, channel: 'online' });
  const service = definitionOf(ctx, application.service);
  const places = placesFor(service, application.visit);
  if (!free.some((it) => it.slot === slot.id && it.left >= places))
    return refuse('slotFull', [], { day, time: application.time });
  if (await ownTaken(ctx, application)) return duplicateRefusal(ctx, application, provenPhone);
  const most = visitsADay(ctx, office, application);
  return most !== null && (await allTaken(ctx, application, most)) ? visitedRefusal(application, most) : null;
}

type CodeWish = { readonly draft: string; readonly channel: MessageChannel; readonly work?: string | undefined };

async function sendDraftCode(ctx: Context, { draft: id, channel, work }: CodeWish) {
  if (channel === 'voice' && !ctx.voice)
    throw new Refused(refuse('wrongInput', [], { fields: ['channel:notOffered'] }));
  const { proven } = await inTransaction(ctx.database, (tx) => loadDraft(tx, ctx.keys, id));
  // who has proven a phone is somebody already
  if (proven.length === 0) await takeWork(ctx, work, `code ${randomUUID()}`);
  await countOfNetwork(ctx);
  return inTransaction(ctx.database, async (tx) => {
    const draft = await loadDraft(tx, ctx.keys, id);
    const phone = typedPhone(draft);
    const { sentAt } = orRefuse(await sendCode(tx, ctx.keys, phone, channel));
    const code = { phone, sentAt, channel };
    await saveDraft(tx, ctx.keys, id, { ...draft, code });
    return codeView(code);
  });
}

/** A village's only line, or all customers of a carrier, may come from one network: far more than a household asks for. */
const codesOfNetwork: Rate = { most: 60, seconds: 3_600 };

async function countOfNetwork({ actor, database, keys }: Context): Promise<void> {
  if (actor.kind !== 'citizen') return;
  const wait = await countAttempt({ database, keys }, `code network ${networkOf(actor.address)}`, codesOfNetwork);
  if (wait !== null) throw new Refused(refuse('codeLimit', [], { spent: false, minutes: Math.ceil(wait / 60) }));
}

function codeView({ phone, sentAt, channel }: NonNullable<Draft['code']>) {
  return {
    sentTo: maskPhone(phone),
    channel,
    resendAfter: Temporal.Instant.from(sentAt).add({ seconds: resendAfterSeconds }).toString(),
  };
}
