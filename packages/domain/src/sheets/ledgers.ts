/** The ledgers that go out as a sheet and come back as one. */
export const sheetLedgers = ['people', 'vaccination'] as const;
export type SheetLedger = (typeof sheetLedgers)[number];

/** Whatever a list can be taken out of. */
export const exportedLists = ['bookings', ...sheetLedgers] as const;
export type ExportedList = (typeof exportedLists)[number];
