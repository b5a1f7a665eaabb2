import { z } from 'zod';
import { clientProcedure, router } from '../../trpc.ts';
import {
  bookedAnswer,
  bookingAnswer,
  bookingsAnswer,
  deliveriesAnswer,
  monthAnswer,
  newWebhookAnswer,
  officeAnswer,
  webhookAnswer,
} from './answers.ts';
import {
  bookInput,
  cancelBooking,
  cancelInput,
  createBooking,
  moveBooking,
  moveInput,
  ownInput,
  showBooking,
} from './bookings.ts';
import { changesInput, listBookings } from './changes.ts';
import {
  determinationAnswer,
  listMeasures,
  listNotices,
  listStandings,
  measuresAnswer,
  noticeAnswer,
  noticeInput,
  noticeWithClausesAnswer,
  placeInput,
  showDetermination,
  showNotice,
  standingsAnswer,
  standingsInput,
} from './measures.ts';
import { listOffices, monthInput, showMonth } from './offices.ts';
import { resetOwnSandbox, resetOwnInput } from './reset.ts';
import {
  createWebhook,
  deliveriesInput,
  endHookInput,
  endWebhook,
  hookInput,
  listDeliveries,
  listWebhooks,
  replayDelivery,
  replayInput,
} from './webhooks.ts';

const named = z.strictObject({ id: z.uuid() });

/** What clients may ask; `paths.ts` says how over HTTP. Not part of the router the sites use. */
export const interfaceRouter = router({
  listOffices: clientProcedure('offices.read')
    .output(z.strictObject({ offices: z.array(officeAnswer) }))
    .query(({ ctx }) => listOffices(ctx)),
  showMonth: clientProcedure('offices.read')
    .input(monthInput)
    .output(monthAnswer)
    .query(({ ctx, input }) => showMonth(ctx, input)),
  createBooking: clientProcedure('bookings.write')
    .input(bookInput)
    .output(bookedAnswer)
    .mutation(({ ctx, input }) => createBooking(ctx, input)),
  showBooking: clientProcedure('bookings.read')
    .input(ownInput)
    .output(bookingAnswer)
    .query(({ ctx, input }) => showBooking(ctx, input)),
  listBookings: clientProcedure('bookings.read')
    .input(changesInput)
    .output(bookingsAnswer)
    .query(({ ctx, input }) => listBookings(ctx, input)),
  moveBooking: clientProcedure('bookings.write')
    .input(moveInput)
    .output(bookingAnswer)
    .mutation(({ ctx, input }) => moveBooking(ctx, input)),
  cancelBooking: clientProcedure('bookings.write')
    .input(cancelInput)
    .output(bookingAnswer)
    .mutation(({ ctx, input }) => cancelBooking(ctx, input)),
  listWebhooks: clientProcedure('webhooks.manage')
    .output(z.strictObject({ webhooks: z.array(webhookAnswer) }))
    .query(({ ctx }) => listWebhooks(ctx)),
  createWebhook: clientProcedure('webhooks.manage', 'bookings.read')
    .input(hookInput)
    .output(newWebhookAnswer)
    .mutation(({ ctx, input }) => createWebhook(ctx, input)),
  endWebhook: clientProcedure('webhooks.manage')
    .input(endHookInput)
    .output(named)
    .mutation(({ ctx, input }) => endWebhook(ctx, input)),
  listDeliveries: clientProcedure('webhooks.manage')
    .input(deliveriesInput)
    .output(deliveriesAnswer)
    .query(({ ctx, input }) => listDeliveries(ctx, input)),
  replayDelivery: clientProcedure('webhooks.manage', 'bookings.read')
    .input(replayInput)
    .output(named)
    .mutation(({ ctx, input }) => replayDelivery(ctx, input)),
  listNotices: clientProcedure('measures.read')
    .output(z.strictObject({ notices: z.array(noticeAnswer) }))
    .query(({ ctx }) => listNotices(ctx)),
  showNotice: clientProcedure('measures.read')
    .input(noticeInput)
    .output(noticeWithClausesAnswer)
    .query(({ ctx, input }) => showNotice(ctx, input)),
  listMeasures: clientProcedure('measures.read')
    .input(placeInput)
    .output(measuresAnswer)
    .query(({ ctx, input }) => listMeasures(ctx, input)),
  showDetermination: clientProcedure('measures.read')
    .input(placeInput)
    .output(determinationAnswer)
    .query(({ ctx, input }) => showDetermination(ctx, input)),
  listStandings: clientProcedure('measures.read')
    .input(standingsInput)
    .output(standingsAnswer)
    .query(({ ctx, input }) => listStandings(ctx, input)),
  resetSandbox: clientProcedure()
    .input(resetOwnInput)
    .output(z.strictObject({ office: z.string() }))
    .mutation(({ ctx, input }) => resetOwnSandbox(ctx, input)),
});

export type InterfaceRouter = typeof interfaceRouter;
