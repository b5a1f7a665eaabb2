import { hindranceKinds, strikingOff } from '@anmin/domain/vaccination/hindrance';
import { sql, type SQL } from 'drizzle-orm';

/** All who are outstanding under some units on a day, as a table of the database. */
export const outstandingUnder = (roots: readonly string[], day: string): SQL =>
  sql`vaccination_outstanding(${sql.param([...roots])}::text[], ${day}::date, ${sql.param([...hindranceKinds])}::text[],
        ${sql.param([...strikingOff])}::text[])`;
