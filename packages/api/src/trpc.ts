import { sqlState, type Database } from '@anmin/db/client';
import { isRefusal, refuse, type Reason, type Refusal } from '@anmin/domain/refusal';
import { initTRPC, TRPCError } from '@trpc/server';
import type { TRPC_ERROR_CODE_KEY } from '@trpc/server';
import type { Keys } from './privacy/keys.ts';

export const roles = ['clerk', 'bureau'] as const;
export type Role = (typeof roles)[number];

export type StaffActor = {
  readonly kind: 'staff';
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  /** The office a clerk works at; null for the bureau. */
  readonly office: string | null;
  readonly region: string;
  readonly address: string;
};

export type Actor = { readonly kind: 'citizen'; readonly address: string } | StaffActor | { readonly kind: 'job' };

export type Context = {
  readonly database: Database;
  readonly keys: Keys;
  readonly actor: Actor;
  readonly demo: boolean;
  /** Whether the gateway can read a code out by a call. */
  readonly voice: boolean;
};

/** A refusal on its way out of a verb; the transaction around it rolls back. */
export class Refused extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.refused);
    this.refusal = refusal;
  }
}

export function orRefuse<T>(result: T | Refusal): T {
  if (isRefusal(result)) throw new Refused(result);
  return result;
}

const t = initTRPC.context<Context>().create({
  errorFormatter: ({ shape, error }) => {
    const { stack: _, ...data } = shape.data;
    const refusal = error.cause instanceof Refused ? error.cause.refusal : null;
    return { ...shape, message: refusal?.refused ?? data.code, data: { ...data, refusal } };
  },
});

/** The one place where a refusal, or a race the database decided, becomes an HTTP answer. */
const answering = t.middleware(async ({ next }) => {
  const result = await next();
  if (result.ok) return result;
  const refusal = refusalOf(result.error.cause);
  if (refusal === null) return result;
  return { ...result, error: new TRPCError({ code: codeOf[refusal.refused], cause: new Refused(refusal) }) };
});

export const router = t.router;
export const procedure = t.procedure.use(answering);

/** For staff: the session decides who; a clerk acts for the own office, the bureau for every office of its region. */
export const staffProcedure = procedure.use(({ ctx, next }) => {
  if (ctx.actor.kind !== 'staff') throw new Refused(refuse('signInNeeded'));
  return next({ ctx: { ...ctx, actor: ctx.actor } });
});

export type StaffContext = Context & { readonly actor: StaffActor };

function refusalOf(cause: unknown): Refusal | null {
  if (cause instanceof Refused) return cause.refusal;
  const reason = reasonOfState[sqlState(cause) ?? ''];
  return reason === undefined ? null : refuse(reason);
}

/** SQLSTATEs by which the database refuses. AN…: our own, see the migrations. */
const reasonOfState: Partial<Record<string, Reason>> = {
  AN001: 'slotFull',
  AN002: 'duplicate',
  AN003: 'slotFull',
  AN005: 'closed',
  AN006: 'notOpenYet',
  '55P03': 'busy',
  '40P01': 'busy',
  '40001': 'busy',
  '57014': 'busy',
};

const codeOf: Record<Reason, TRPC_ERROR_CODE_KEY> = {
  notFound: 'NOT_FOUND',
  notAllowed: 'FORBIDDEN',
  signInNeeded: 'UNAUTHORIZED',
  wrongInput: 'BAD_REQUEST',
  busy: 'CONFLICT',
  stale: 'CONFLICT',
  keyReused: 'UNPROCESSABLE_CONTENT',
  slotFull: 'CONFLICT',
  slotOver: 'CONFLICT',
  notOpenYet: 'CONFLICT',
  restDay: 'CONFLICT',
  notReleased: 'CONFLICT',
  tooSoon: 'CONFLICT',
  yearNotPublished: 'CONFLICT',
  closed: 'CONFLICT',
  suspended: 'CONFLICT',
  noRuleInForce: 'CONFLICT',
  serviceNotOffered: 'CONFLICT',
  underAge: 'CONFLICT',
  duplicate: 'CONFLICT',
  quarantine: 'CONFLICT',
  coolingOff: 'CONFLICT',
  collectionOver: 'CONFLICT',
  otherOffice: 'CONFLICT',
  cancelTooLate: 'CONFLICT',
  notChangeable: 'CONFLICT',
  offerExpired: 'CONFLICT',
  walkInsNotTaken: 'CONFLICT',
  codeWrong: 'UNPROCESSABLE_CONTENT',
  codeExpired: 'UNPROCESSABLE_CONTENT',
  codeLimit: 'TOO_MANY_REQUESTS',
  tooOften: 'TOO_MANY_REQUESTS',
  phoneNotProven: 'FORBIDDEN',
  alreadyCheckedIn: 'CONFLICT',
  wrongDay: 'CONFLICT',
  screeningMissing: 'CONFLICT',
};
