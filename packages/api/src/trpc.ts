import { sqlState, type Database } from '@anmin/db/client';
import { unitsFor, type Grant, type Post } from '@anmin/domain/organisation/grants';
import type { ClientChannel, ClientScope } from '@anmin/domain/organisation/clients';
import type { Ability } from '@anmin/domain/organisation/roles';
import { isRefusal, refuse, type Refusal } from '@anmin/domain/refusal';
import { initTRPC, TRPCError } from '@trpc/server';
import { forgetSoldOut } from './bookings/sold-out.ts';
import { packsKnown, type Known } from './measures/packs.ts';
import type { Keys } from './privacy/keys.ts';
import { forgetRecent } from './recent.ts';
import { codeOf, reasonOfState } from './status.ts';

export type StaffActor = {
  readonly kind: 'staff';
  readonly id: string;
  readonly name: string;
  readonly address: string;
  /** the session they act in */
  readonly session: string;
  /** when they last proved their second factor in this session */
  readonly secondFactorAt: string | null;
  /** their passphrase is one that others know, or too old: they change it before anything else */
  readonly passphraseDue: boolean;
  /** read anew for each request, as are the grants: what they may do, where, and by whose word */
  readonly posts: readonly Post[];
  readonly grants: readonly Grant[];
};

/** Staff in the middle of an act: the grants that allow it. */
export type ActingStaff = StaffActor & { readonly acting: readonly Grant[] };

/** A system that asks by program, with what its key is good for. It never acts as a person. */
export type ClientActor = {
  readonly kind: 'client';
  readonly id: string;
  readonly name: string;
  readonly channel: ClientChannel;
  /** the office it tries things out at; null: what it does is real */
  readonly sandbox: string | null;
  readonly unit: string;
  readonly scopes: readonly ClientScope[];
};

export type Actor =
  | { readonly kind: 'citizen'; readonly address: string }
  | StaffActor
  | ActingStaff
  | ClientActor
  | { readonly kind: 'job' };

/** What a process takes on when many want a place at once. Guards of the service, not policy; absent: none. */
export type CrowdLimits = {
  /** how many citizens may wait at one office; four times as many in the whole process */
  readonly queue: number;
  /** orders a minute from one phone */
  readonly ofPhone: number;
  /** orders a minute from one network, which may be a village's only line */
  readonly ofNetwork: number;
  /** how many milliseconds the process may be behind before it sends people away unread; absent: none */
  readonly behind?: number;
};

/** What the server brings to a call. */
export type Given = {
  /** two roles of the database: the public site's, and the one of staff and jobs */
  readonly databases: { readonly citizens: Database; readonly staff: Database };
  readonly keys: Keys;
  readonly actor: Actor;
  /** by which the log knows this call */
  readonly requestId?: string | undefined;
  readonly demo: boolean;
  /** what the process takes on at a release; undefined: all that comes */
  readonly crowd?: CrowdLimits | undefined;
  /** Whether the gateway can read a code out by a call. */
  readonly voice: boolean;
  /** how a passphrase is kept */
  readonly hashPassphrase: (passphrase: string) => Promise<string>;
};

/** What a verb works with. */
export type Context = Omit<Given, 'databases'> & {
  readonly database: Database;
  /** for what hangs on the office's door, which everybody may read */
  readonly board: Database;
} & Known;

/** What the office does by itself. */
export async function asJob({ databases, ...given }: Omit<Given, 'actor'>): Promise<Context> {
  const known = await packsKnown(databases.citizens);
  return { ...given, ...known, actor: { kind: 'job' }, database: databases.staff, board: databases.citizens };
}

/** A refusal on its way out of a verb; the transaction around it rolls back. */
export class Refused extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal, cause?: unknown) {
    super(refusal.refused, { cause });
    this.refusal = refusal;
  }
}

/** More at once than this process takes on. Nothing was looked at, and in a moment it is. */
export class Overloaded extends Refused {
  constructor() {
    super(refuse('busy'));
  }
}

export function orRefuse<T>(result: T | Refusal): T {
  if (isRefusal(result)) throw new Refused(result);
  return result;
}

/** Who may call a verb: everybody (at the door of the staff: before they sign in), whoever is signed in, or who has an ability. */
export type Meta =
  | { readonly open: true; readonly door?: true }
  | { readonly staff: true }
  | { readonly ability: Ability }
  | { readonly scopes: readonly ClientScope[] };

const t = initTRPC
  .context<Given>()
  .meta<Meta>()
  .create({
    errorFormatter: ({ shape, error, ctx }) => {
      // neither the stack nor the path, which may be anything somebody typed
      const { code, httpStatus } = shape.data;
      const refusal = error.cause instanceof Refused ? error.cause.refusal : null;
      return {
        ...shape,
        message: refusal?.refused ?? code,
        data: { code, httpStatus, refusal, requestId: ctx?.requestId ?? null },
      };
    },
  });

/** The one place where a refusal, or a race the database decided, becomes an HTTP answer. */
const answering = t.middleware(async ({ next, type, path, ctx }) => {
  const result = await next();
  if (result.ok && type === 'mutation' && !takesOnly.test(path)) {
    forgetSoldOut(ctx.databases.citizens);
    forgetRecent(ctx.databases.citizens);
  }
  if (result.ok) return result;
  const cause = refusedBy(result.error.cause);
  if (cause === null) return result;
  return { ...result, error: new TRPCError({ code: codeOf[cause.refusal.refused], cause }) };
});

/** What citizens type and book gives no place back; after any other act this process looks at the places afresh. */
const takesOnly = /^(drafts\.|bookings\.book$)/;

export const router = t.router;

/** For everybody, as citizens: the session does not matter, nor what it could see. */
export const procedure = t.procedure
  .meta({ open: true })
  .use(answering)
  .use(async ({ ctx: { databases, ...ctx }, next }) => {
    const known = await packsKnown(databases.citizens);
    return next({
      ctx: { ...ctx, ...known, database: databases.citizens, board: databases.citizens } satisfies Context,
    });
  });

/** At the door of the staff: nobody is signed in yet, and the records are those of staff. */
export const doorProcedure = t.procedure
  .meta({ open: true, door: true })
  .use(answering)
  .use(async ({ ctx: { databases, ...ctx }, next }) => {
    const known = await packsKnown(databases.citizens);
    return next({ ctx: { ...ctx, ...known, database: databases.staff, board: databases.citizens } satisfies Context });
  });

/** For trying things out: outside the demo it does not exist. */
export const demoProcedure = doorProcedure.use(({ ctx, next }) => {
  if (!ctx.demo) throw new Refused(refuse('notFound'));
  return next();
});

/** For whoever is signed in, about themselves. */
export const signedInProcedure = t.procedure
  .meta({ staff: true })
  .use(answering)
  .use(async ({ ctx: { databases, actor, ...ctx }, next }) => {
    if (actor.kind !== 'staff') throw new Refused(refuse('signInNeeded'));
    if (actor.passphraseDue) throw new Refused(refuse('passphraseDue'));
    const known = await packsKnown(databases.citizens);
    return next({ ctx: { ...ctx, ...known, actor, database: databases.staff, board: databases.citizens } });
  });

/** For staff with an ability: the verb sees and touches only the units they have it for. */
export const staffProcedure = (ability: Ability) =>
  signedInProcedure.meta({ ability }).use(({ ctx, next }) => {
    const units = unitsFor(ctx.actor.grants, ability);
    if (units.length === 0) throw new Refused(refuse('notAllowed'));
    const acting = ctx.actor.grants.filter((it) => it.ability === ability);
    return next({ ctx: { ...ctx, units, actor: { ...ctx.actor, acting } } });
  });

/** As `staffProcedure`, for what a session alone must not do: the second factor was proved in it a moment ago. */
export const sensitiveProcedure = (ability: Ability) =>
  staffProcedure(ability).use(({ ctx, next }) => {
    if (!isFresh(ctx.actor.secondFactorAt)) throw new Refused(refuse('secondFactorNeeded'));
    return next({ ctx });
  });

/** how long a proof of the second factor counts; a guard of the service, not policy */
const proofLasts = Temporal.Duration.from({ minutes: 15 });

function isFresh(provedAt: string | null): boolean {
  if (provedAt === null) return false;
  const age = Temporal.Instant.from(provedAt).until(Temporal.Now.instant());
  return age.sign >= 0 && Temporal.Duration.compare(age, proofLasts) <= 0;
}

export type StaffContext = Context & {
  readonly actor: ActingStaff;
  /** the roots under which the ability holds */
  readonly units: readonly string[];
};

/** For a client whose key has these scopes. Invented people count where things are only tried out. */
export const clientProcedure = (...scopes: readonly ClientScope[]) =>
  t.procedure
    .meta({ scopes })
    .use(answering)
    .use(async ({ ctx: { databases, actor, ...ctx }, next }) => {
      if (actor.kind !== 'client') throw new Refused(refuse('signInNeeded'));
      if (!scopes.every((scope) => actor.scopes.includes(scope))) throw new Refused(refuse('notAllowed'));
      const demo = ctx.demo || actor.sandbox !== null;
      const units = [actor.unit];
      const known = await packsKnown(databases.citizens);
      return next({
        ctx: { ...ctx, ...known, demo, actor, units, database: databases.staff, board: databases.citizens },
      });
    });

export type ClientContext = Context & { readonly actor: ClientActor; readonly units: readonly string[] };

/** Bookings of a sandbox live apart: its people are invented, and may be booked there and here. */
export function sandboxOf({ actor }: Pick<Context, 'actor'>): string | null {
  return actor.kind === 'client' ? actor.sandbox : null;
}

/** What the office says to it; null: nothing, it went wrong. */
export function refusedBy(cause: unknown): Refused | null {
  if (cause instanceof Refused) return cause;
  const reason = reasonOfState[sqlState(cause) ?? ''];
  return reason === undefined ? null : new Refused(refuse(reason), cause);
}

/** Whether the database forbade a statement: the caller sees nothing there, and the office has a grant or a scope to mend. */
export function isForbidden(cause: unknown): boolean {
  return cause instanceof Refused && sqlState(cause.cause) === '42501';
}
