import type { Api } from '#lib/server/api.ts';

export type Sheet = Awaited<ReturnType<Api['counter']['sheet']['query']>>;
export type SheetRow = Sheet['slots'][number]['bookings'][number];
export type FoundRow = Awaited<ReturnType<Api['counter']['find']['mutate']>>[number];
export type Booking = Awaited<ReturnType<Api['counter']['slip']['query']>>;
export type Month = Awaited<ReturnType<Api['office']['month']['query']>>;
export type PlanHits = Awaited<ReturnType<Api['plans']['preview']['mutate']>>;
export type ClosureHits = Awaited<ReturnType<Api['closures']['preview']['mutate']>>;
