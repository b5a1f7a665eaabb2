import { inForce } from '@anmin/domain/measures/in-force';
import { officeDay } from '@anmin/domain/calendar/day';
import { packs } from '@anmin/policies/packs';
import { citationsOf } from '../office/citations.ts';
import { officeNow } from '../office/now.ts';
import { router, staffProcedure, type StaffContext } from '../trpc.ts';
import { servedOffices } from './scope.ts';

export const staffRouter = router({
  me: staffProcedure.query(({ ctx }) => me(ctx)),
});

async function me({ database, actor }: StaffContext) {
  const offices = await servedOffices(database.db, actor);
  const now = await officeNow(database.db);
  const today = officeDay(now);
  const rules = offices.flatMap(({ region, kind }) => inForce(packs, { region, kind }, today));
  const { id, name, role, region } = actor;
  const own = offices.find((office) => office.id === actor.office);
  return {
    ...{ id, name, role, region },
    office: own === undefined ? null : { id: own.id, name: own.name },
    offices: offices.map((office) => ({ id: office.id, name: office.name })),
    now: now.toString(),
    today: today.toString(),
    notices: citationsOf(rules),
  };
}
