/** The ledgers that go out as a sheet and come back as one. */
export const sheetLedgers = ['people', 'vaccination'] as const;
export type SheetLedger = (typeof sheetLedgers)[number];

/** The lists of people that go out as they stand on paper, and never come back. */
export const paperLists = ['outstanding', 'temperature', 'tests'] as const;
export type PaperList = (typeof paperLists)[number];

/** Whatever a list can be taken out of. */
export const exportedLists = ['bookings', ...sheetLedgers, ...paperLists] as const;
export type ExportedList = (typeof exportedLists)[number];

export const isOnPaper = (list: ExportedList): list is PaperList => paperLists.some((it) => it === list);
