import { router, staffProcedure } from '../trpc.ts';
import { listChecks } from './check.ts';

export const checksRouter = router({
  list: staffProcedure('checks.see').query(({ ctx }) => listChecks(ctx)),
});
