import { router, sensitiveProcedure, staffProcedure } from '../trpc.ts';
import { endHook, endHookInput, hooksInput, listHooks } from './hooks.ts';
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
  webhooks: staffProcedure('clients.see')
    .input(hooksInput)
    .query(({ ctx, input }) => listHooks(ctx, input.client)),
  endWebhook: staffProcedure('clients.manage')
    .input(endHookInput)
    .mutation(({ ctx, input }) => endHook(ctx, input)),
  end: sensitiveProcedure('clients.manage')
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
