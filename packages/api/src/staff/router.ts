import { doorProcedure, router, sensitiveProcedure, signedInProcedure, staffProcedure } from '../trpc.ts';
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
import { me } from './me.ts';
import { endSession, endSessionInput, sessions } from './sessions.ts';

export const staffRouter = router({
  me: signedInProcedure.query(({ ctx }) => me(ctx)),
  sessions: signedInProcedure.query(({ ctx }) => sessions(ctx)),
  endSession: signedInProcedure.input(endSessionInput).mutation(({ ctx, input }) => endSession(ctx, input)),
  list: staffProcedure('staff.see')
    .input(listInput)
    .query(({ ctx, input }) => listStaff(ctx, input)),
  invite: sensitiveProcedure('staff.manage')
    .input(inviteInput)
    .mutation(({ ctx, input }) => invite(ctx, input)),
  appoint: sensitiveProcedure('staff.manage')
    .input(appointInput)
    .mutation(({ ctx, input }) => appoint(ctx, input)),
  relieve: staffProcedure('staff.manage')
    .input(relieveInput)
    .mutation(({ ctx, input }) => relieve(ctx, input)),
  disable: staffProcedure('staff.manage')
    .input(holderInput)
    .mutation(({ ctx, input }) => disable(ctx, input, true)),
  enable: sensitiveProcedure('staff.manage')
    .input(holderInput)
    .mutation(({ ctx, input }) => disable(ctx, input, false)),
  renewCode: sensitiveProcedure('staff.manage')
    .input(holderInput)
    .mutation(({ ctx, input }) => renewCode(ctx, input)),
  accept: doorProcedure.input(acceptInput).mutation(({ ctx, input }) => accept(ctx, input)),
});
