import { ballotsRouter } from './ballots/router.ts';
import { bookingsRouter } from './bookings/router.ts';
import { callsRouter } from './calls/router.ts';
import { checksRouter } from './checks/router.ts';
import { clientsRouter } from './clients/router.ts';
import { closingsRouter } from './closings/router.ts';
import { closuresRouter } from './closures/router.ts';
import { counterRouter } from './counter/router.ts';
import { dashboardRouter } from './dashboard/router.ts';
import { demoRouter } from './demo/router.ts';
import { draftsRouter } from './drafts/router.ts';
import { evidenceRouter } from './evidence/router.ts';
import { exportsRouter } from './exports/router.ts';
import { factsRouter } from './facts/router.ts';
import { forwardingsRouter } from './forwardings/router.ts';
import { feedbackRouter } from './feedback/router.ts';
import { measuresRouter } from './measures/router.ts';
import { noticesRouter } from './notices/router.ts';
import { officeRouter } from './office/router.ts';
import { peopleRouter } from './people/router.ts';
import { personsRouter } from './privacy/persons.ts';
import { retentionRouter } from './privacy/settings.ts';
import { requestsRouter } from './requests/router.ts';
import { plansRouter } from './plans/router.ts';
import { queueRouter } from './queue/router.ts';
import { dutiesRouter } from './duties/router.ts';
import { gateRouter } from './gate/router.ts';
import { insideRouter } from './inside/router.ts';
import { journalRouter } from './journal/router.ts';
import { servicesRouter } from './services/router.ts';
import { peopleSheetsRouter, vaccinationSheetsRouter } from './sheets/router.ts';
import { staffRouter } from './staff/router.ts';
import { todoRouter } from './todo/router.ts';
import { unitsRouter } from './units/router.ts';
import { visitsRouter } from './visits/router.ts';
import { vaccinationRouter } from './vaccination/router.ts';
import { waitingRouter } from './waiting/router.ts';
import { proceduresOf } from './procedures.ts';
import { router } from './trpc.ts';

export const appRouter = router({
  office: officeRouter,
  drafts: draftsRouter,
  bookings: bookingsRouter,
  staff: staffRouter,
  units: unitsRouter,
  duties: dutiesRouter,
  journal: journalRouter,
  todo: todoRouter,
  measures: measuresRouter,
  dashboard: dashboardRouter,
  notices: noticesRouter,
  gate: gateRouter,
  evidence: evidenceRouter,
  facts: factsRouter,
  forwardings: forwardingsRouter,
  counter: counterRouter,
  queue: queueRouter,
  inside: insideRouter,
  checks: checksRouter,
  plans: plansRouter,
  services: servicesRouter,
  closures: closuresRouter,
  visits: visitsRouter,
  vaccination: vaccinationRouter,
  calls: callsRouter,
  waiting: waitingRouter,
  ballots: ballotsRouter,
  closings: closingsRouter,
  clients: clientsRouter,
  feedback: feedbackRouter,
  people: peopleRouter,
  peopleSheets: peopleSheetsRouter,
  vaccinationSheets: vaccinationSheetsRouter,
  persons: personsRouter,
  requests: requestsRouter,
  retention: retentionRouter,
  exports: exportsRouter,
  demo: demoRouter,
});

export type AppRouter = typeof appRouter;

/** The verbs that are open to everybody and need none of the staff's records. */
export const openPaths: ReadonlySet<string> = new Set(
  [...proceduresOf(appRouter)].flatMap(([path, { meta }]) =>
    meta !== undefined && 'open' in meta && !('door' in meta) ? [path] : [],
  ),
);
