import { inForce } from '@anmin/domain/measures/in-force';
import { officeDay } from '@anmin/domain/calendar/day';
import { unitsFor, type Post } from '@anmin/domain/organisation/grants';
import { unit } from '@anmin/db/schema/organisation';
import type { Transaction } from '@anmin/db/client';
import { inArray } from 'drizzle-orm';
import { packs } from '@anmin/policies/packs';
import { citationsOf } from '../office/citations.ts';
import { officeNow } from '../office/now.ts';
import { inScope } from '../scope.ts';
import { doorProcedure, router, signedInProcedure, staffProcedure, type Context, type StaffActor } from '../trpc.ts';
import { accept, acceptInput } from './invitation.ts';
import {
  appoint,
  appointInput,
  disable,
  holderInput,
  invite,
  inviteInput,
  listInput,
  listStaff,
  relieve,
  relieveInput,
  renewCode,
} from './manage.ts';
import { servedOffices } from './scope.ts';
import { hasSecondFactor } from './second-factor.ts';
import { endSession, endSessionInput, sessions } from './sessions.ts';

export const staffRouter = router({
  me: signedInProcedure.query(({ ctx }) => me(ctx)),
  sessions: signedInProcedure.query(({ ctx }) => sessions(ctx)),
  endSession: signedInProcedure.input(endSessionInput).mutation(({ ctx, input }) => endSession(ctx, input)),
  list: staffProcedure('staff.see')
    .input(listInput)
    .query(({ ctx, input }) => listStaff(ctx, input)),
  invite: staffProcedure('staff.manage')
    .input(inviteInput)
    .mutation(({ ctx, input }) => invite(ctx, input)),
  appoint: staffProcedure('staff.manage')
    .input(appointInput)
    .mutation(({ ctx, input }) => appoint(ctx, input)),
  relieve: staffProcedure('staff.manage')
    .input(relieveInput)
    .mutation(({ ctx, input }) => relieve(ctx, input)),
  disable: staffProcedure('staff.manage')
    .input(holderInput)
    .mutation(({ ctx, input }) => disable(ctx, input, true)),
  enable: staffProcedure('staff.manage')
    .input(holderInput)
    .mutation(({ ctx, input }) => disable(ctx, input, false)),
  renewCode: staffProcedure('staff.manage')
    .input(holderInput)
    .mutation(({ ctx, input }) => renewCode(ctx, input)),
  accept: doorProcedure.input(acceptInput).mutation(({ ctx, input }) => accept(ctx, input)),
});

/** Who is signed in, where they work, what they may do, and the offices whose counter they see. */
async function me(ctx: Context & { readonly actor: StaffActor }) {
  const { id, name, posts, grants } = ctx.actor;
  const units = unitsFor(grants, 'counter.see');
  return inScope(ctx, [...units, ...posts.map((it) => it.unit)], async (tx) => {
    const offices = await servedOffices(tx, { units });
    const [own, ...others] = offices;
    const now = await officeNow(tx);
    const today = officeDay(now);
    const rules = offices.flatMap(({ region, kind }) => inForce(packs, { region, kind }, today));
    return {
      ...{ id, name, secondFactor: await hasSecondFactor(tx, id), demo: ctx.demo },
      posts: await namedPosts(tx, posts),
      abilities: [...new Set(grants.map(({ ability }) => ability))],
      /** The one counter they see; null: several, or none. */
      office: own === undefined || others.length > 0 ? null : { id: own.id, name: own.name },
      offices: offices.map((office) => ({ id: office.id, name: office.name })),
      now: now.toString(),
      today: today.toString(),
      notices: citationsOf(rules),
    };
  });
}

async function namedPosts(tx: Transaction, posts: readonly Post[]) {
  const ids = posts.map((it) => it.unit);
  const named = await tx.select({ id: unit.id, name: unit.name }).from(unit).where(inArray(unit.id, ids));
  const nameOf = (id: string) => named.find((it) => it.id === id)?.name ?? id;
  return posts.map(({ role, unit }) => ({ role, unit, name: nameOf(unit) }));
}
