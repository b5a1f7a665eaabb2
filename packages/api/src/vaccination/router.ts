import { router, staffProcedure } from '../trpc.ts';
import { courses, settleCourse } from './courses.ts';
import { correctDose, enterDose, strikeDose } from './doses.ts';
import {
  assessmentInput,
  contactInput,
  correctInput,
  coursesInput,
  doseInput,
  endInput,
  hindranceInput,
  listInput,
  personInput,
  settleInput,
  statisticsInput,
} from './inputs.ts';
import { list } from './list.ts';
import { assess, contact, endHindrance, hinder } from './notes.ts';
import { personAt } from './person.ts';
import { statistics } from './statistics.ts';

const seeing = staffProcedure('vaccination.see');
const changing = staffProcedure('vaccination.change');

export const vaccinationRouter = router({
  statistics: seeing.input(statisticsInput).query(({ ctx, input }) => statistics(ctx, input)),
  list: seeing.input(listInput).query(({ ctx, input }) => list(ctx, input)),
  person: seeing.input(personInput).query(({ ctx, input }) => personAt(ctx, input)),
  courses: seeing.input(coursesInput).query(({ ctx, input }) => courses(ctx, input)),
  enterDose: changing.input(doseInput).mutation(({ ctx, input }) => enterDose(ctx, input)),
  correctDose: changing.input(correctInput).mutation(({ ctx, input }) => correctDose(ctx, input)),
  strikeDose: changing.input(endInput).mutation(({ ctx, input }) => strikeDose(ctx, input)),
  hinder: changing.input(hindranceInput).mutation(({ ctx, input }) => hinder(ctx, input)),
  endHindrance: changing.input(endInput).mutation(({ ctx, input }) => endHindrance(ctx, input)),
  assess: changing.input(assessmentInput).mutation(({ ctx, input }) => assess(ctx, input)),
  contact: changing.input(contactInput).mutation(({ ctx, input }) => contact(ctx, input)),
  settleCourse: staffProcedure('vaccination.settle')
    .input(settleInput)
    .mutation(({ ctx, input }) => settleCourse(ctx, input)),
});
