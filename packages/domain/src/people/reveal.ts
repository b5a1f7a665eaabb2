/** Why somebody may have to see what is masked. A closed list: the journal keeps the reason, and free words may name people. */
export const revealReasons = ['contact', 'cardDiffers', 'complaint', 'authority', 'ownRequest'] as const;
export type RevealReason = (typeof revealReasons)[number];

/** What a full view may show of a booking's people. */
export const revealedFields = ['names', 'idNumbers', 'phone', 'health'] as const;
export type RevealedField = (typeof revealedFields)[number];
