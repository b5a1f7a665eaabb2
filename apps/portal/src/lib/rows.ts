import type { Api } from '#lib/server/api.ts';

export type Me = Awaited<ReturnType<Api['staff']['me']['query']>>;
export type Sheet = Awaited<ReturnType<Api['counter']['sheet']['query']>>;
export type SheetRow = Sheet['slots'][number]['bookings'][number];
export type FoundRow = Awaited<ReturnType<Api['counter']['find']['mutate']>>[number];
export type Booking = Awaited<ReturnType<Api['counter']['slip']['query']>>;
export type Month = Awaited<ReturnType<Api['office']['month']['query']>>;
export type PlanHits = Awaited<ReturnType<Api['plans']['preview']['mutate']>>;
export type ClosureHits = Awaited<ReturnType<Api['closures']['preview']['mutate']>>;
export type StaffRow = Awaited<ReturnType<Api['staff']['list']['query']>>[number];
export type UnitRow = Awaited<ReturnType<Api['units']['tree']['query']>>[number];
export type JournalRow = Awaited<ReturnType<Api['journal']['list']['query']>>['entries'][number];
export type DelegationRow = Awaited<ReturnType<Api['duties']['delegations']['query']>>[number];
export type Task = Awaited<ReturnType<Api['todo']['list']['query']>>[number];
export type ClientRow = Awaited<ReturnType<Api['clients']['list']['query']>>[number];
export type KeyRow = ClientRow['keys'][number];
export type DraftRow = Awaited<ReturnType<Api['notices']['drafts']['query']>>[number];
export type DraftedNotice = Awaited<ReturnType<Api['notices']['draft']['query']>>;
