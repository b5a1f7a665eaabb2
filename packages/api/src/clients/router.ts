import { router, sensitiveProcedure, staffProcedure } from '../trpc.ts';
import {
  endClient,
  endInput,
  issueInput,
  issueKey,
  listClients,
  listInput,
  oneClient,
  oneInput,
  openClient,
  openInput,
  renameClient,
  renameInput,
  resetClient,
  resetInput,
  revokeInput,
  revokeKey,
} from './manage.ts';

export const clientsRouter = router({
  list: staffProcedure('clients.see')
    .input(listInput)
    .query(({ ctx, input }) => listClients(ctx, input.unit)),
  one: staffProcedure('clients.see')
    .input(oneInput)
    .query(({ ctx, input }) => oneClient(ctx, input.client)),
  open: staffProcedure('clients.manage')
    .input(openInput)
    .mutation(({ ctx, input }) => openClient(ctx, input)),
  rename: staffProcedure('clients.manage')
    .input(renameInput)
    .mutation(({ ctx, input }) => renameClient(ctx, input)),
  end: staffProcedure('clients.manage')
    .input(endInput)
    .mutation(({ ctx, input }) => endClient(ctx, input)),
  reset: staffProcedure('clients.manage')
    .input(resetInput)
    .mutation(({ ctx, input }) => resetClient(ctx, input)),
  issueKey: sensitiveProcedure('clients.manage')
    .input(issueInput)
    .mutation(({ ctx, input }) => issueKey(ctx, input)),
  revokeKey: staffProcedure('clients.manage')
    .input(revokeInput)
    .mutation(({ ctx, input }) => revokeKey(ctx, input)),
});
