import { bookingsRouter } from './bookings/router.ts';
import { draftsRouter } from './drafts/router.ts';
import { officeRouter } from './office/router.ts';
import { router } from './trpc.ts';

export const appRouter = router({
  office: officeRouter,
  drafts: draftsRouter,
  bookings: bookingsRouter,
});

export type AppRouter = typeof appRouter;
