import type { Api } from '../server/api.ts';

export type Terms = Awaited<ReturnType<Api['office']['terms']['query']>>;
export type Citation = Terms['citations'][number];

/** The office writes spans half-open; people read the last day that still counts. */
export function lastDay(until: string): string {
  return Temporal.PlainDate.from(until).subtract({ days: 1 }).toString();
}

export function inNotice(citations: readonly Citation[]): Citation[] {
  return citations.filter(({ standing }) => !standing);
}

export function inLaw(citations: readonly Citation[]): Citation[] {
  return citations.filter(({ standing }) => standing);
}
