import { customType } from 'drizzle-orm/pg-core';

export const bytea = customType<{ data: Buffer }>({ dataType: () => 'bytea' });

/** An instant with its offset as the database writes it; never a JS Date. */
export const instant = customType<{ data: string }>({ dataType: () => 'timestamptz' });

/** A transaction's number, as text: it may pass the safe integers. */
export const xid8 = customType<{ data: string }>({ dataType: () => 'xid8' });
