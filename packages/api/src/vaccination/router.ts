import { router, staffProcedure } from '../trpc.ts';
import { endIncentive, followUp, grantIncentive, handleReaction, react, takeRestDay } from './aftercare.ts';
import { cancelSession, changeSession, invite, planSession, uninvite } from './arrange.ts';
import { attend, endObservation } from './attend.ts';
import { drawUpCircular } from './circular.ts';
import { courses, settleCourse } from './courses.ts';
import { correctDose, enterDose, strikeDose } from './doses.ts';
import {
  aftercareInput,
  assessmentInput,
  attendInput,
  cancelSessionInput,
  changeSessionInput,
  circularInput,
  contactInput,
  correctInput,
  coursesInput,
  doseInput,
  endInput,
  endObservationInput,
  followUpInput,
  handleReactionInput,
  hindranceInput,
  incentiveInput,
  inviteInput,
  ledgerInput,
  listInput,
  mobiliseInput,
  outstandingInput,
  personInput,
  planSessionInput,
  reactionInput,
  sessionInput,
  sessionsInput,
  settleInput,
  statisticsInput,
  takeRestDayInput,
  uninviteInput,
} from './inputs.ts';
import { ledger } from './ledger.ts';
import { list } from './list.ts';
import { mobilise } from './mobilise.ts';
import { assess, contact, endHindrance, hinder } from './notes.ts';
import { outstanding } from './outstanding.ts';
import { owed } from './owed.ts';
import { personAt } from './person.ts';
import { session, sessionPlan, sessions } from './sessions.ts';
import { statistics } from './statistics.ts';

const seeing = staffProcedure('vaccination.see');
const changing = staffProcedure('vaccination.change');
const arranging = staffProcedure('vaccination.arrange');

export const vaccinationRouter = router({
  statistics: seeing.input(statisticsInput).query(({ ctx, input }) => statistics(ctx, input)),
  list: seeing.input(listInput).query(({ ctx, input }) => list(ctx, input)),
  ledger: seeing.input(ledgerInput).query(({ ctx, input }) => ledger(ctx, input)),
  person: seeing.input(personInput).query(({ ctx, input }) => personAt(ctx, input)),
  courses: seeing.input(coursesInput).query(({ ctx, input }) => courses(ctx, input)),
  enterDose: changing.input(doseInput).mutation(({ ctx, input }) => enterDose(ctx, input)),
  correctDose: changing.input(correctInput).mutation(({ ctx, input }) => correctDose(ctx, input)),
  strikeDose: changing.input(endInput).mutation(({ ctx, input }) => strikeDose(ctx, input)),
  hinder: changing.input(hindranceInput).mutation(({ ctx, input }) => hinder(ctx, input)),
  endHindrance: changing.input(endInput).mutation(({ ctx, input }) => endHindrance(ctx, input)),
  assess: changing.input(assessmentInput).mutation(({ ctx, input }) => assess(ctx, input)),
  contact: changing.input(contactInput).mutation(({ ctx, input }) => contact(ctx, input)),
  aftercare: seeing.input(aftercareInput).query(({ ctx, input }) => owed(ctx, input)),
  followUp: changing.input(followUpInput).mutation(({ ctx, input }) => followUp(ctx, input)),
  react: changing.input(reactionInput).mutation(({ ctx, input }) => react(ctx, input)),
  handleReaction: changing.input(handleReactionInput).mutation(({ ctx, input }) => handleReaction(ctx, input)),
  grantIncentive: changing.input(incentiveInput).mutation(({ ctx, input }) => grantIncentive(ctx, input)),
  takeRestDay: changing.input(takeRestDayInput).mutation(({ ctx, input }) => takeRestDay(ctx, input)),
  endIncentive: changing.input(endInput).mutation(({ ctx, input }) => endIncentive(ctx, input)),
  sessions: seeing.input(sessionsInput).query(({ ctx, input }) => sessions(ctx, input)),
  session: seeing.input(sessionInput).query(({ ctx, input }) => session(ctx, input)),
  sessionPlan: arranging.input(sessionInput).query(({ ctx, input }) => sessionPlan(ctx, input)),
  planSession: arranging.input(planSessionInput).mutation(({ ctx, input }) => planSession(ctx, input)),
  changeSession: arranging.input(changeSessionInput).mutation(({ ctx, input }) => changeSession(ctx, input)),
  cancelSession: arranging.input(cancelSessionInput).mutation(({ ctx, input }) => cancelSession(ctx, input)),
  invite: arranging.input(inviteInput).mutation(({ ctx, input }) => invite(ctx, input)),
  uninvite: arranging.input(uninviteInput).mutation(({ ctx, input }) => uninvite(ctx, input)),
  outstanding: seeing.input(outstandingInput).query(({ ctx, input }) => outstanding(ctx, input)),
  mobilise: changing.input(mobiliseInput).mutation(({ ctx, input }) => mobilise(ctx, input)),
  attend: changing.input(attendInput).mutation(({ ctx, input }) => attend(ctx, input)),
  endObservation: changing.input(endObservationInput).mutation(({ ctx, input }) => endObservation(ctx, input)),
  drawUpCircular: arranging.input(circularInput).mutation(({ ctx, input }) => drawUpCircular(ctx, input)),
  settleCourse: staffProcedure('vaccination.settle')
    .input(settleInput)
    .mutation(({ ctx, input }) => settleCourse(ctx, input)),
});
