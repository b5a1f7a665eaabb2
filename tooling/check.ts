import { flawsIn } from '@anmin/api/checks/check';
import { inTransaction, openDatabase } from '@anmin/db/client';
import { reachDatabase } from '@anmin/server/reach';
import { readSettings } from '@anmin/server/settings';
import { sql } from 'drizzle-orm';
import { command, say } from './command.ts';

/** `npm run check`: the records against what must hold; names each row that does not, and then ends with 1. */
await command(async () => {
  // SMS are no matter of this command
  const { staffUrl, close } = await reachDatabase(readSettings({ ...process.env, DEMO: '1' }));
  const database = openDatabase(staffUrl, { max: 1 });
  try {
    const flaws = await inTransaction(database, async (tx) => {
      await tx.execute(sql`set local statement_timeout = 0`);
      return flawsIn(tx);
    });
    for (const { flaw, subject } of flaws) say({ zh: `${flaw}：${subject}`, en: `${flaw}: ${subject}` });
    say({ zh: `差异：${flaws.length}`, en: `differences: ${flaws.length}` });
    return flaws.length === 0;
  } finally {
    await database.close();
    await close();
  }
});
