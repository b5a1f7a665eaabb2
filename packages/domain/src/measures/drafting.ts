import { faultsAmong, faultsOf, type Fault } from './check.ts';
import { packSchema, type Pack } from './notice.ts';
import { withEnds } from './succession.ts';
import type { Vocabulary } from './words.ts';

/** A notice entered by hand: what was checked may be approved, what was approved stays as it is. */
export const noticeStates = ['draft', 'checked', 'approved', 'superseded', 'dropped'] as const;
export type NoticeState = (typeof noticeStates)[number];

/** What stands in the way of a notice: its own faults, and those it would have beside all that are known. */
export function faultsBeside(data: unknown, vocabulary: Vocabulary, known: readonly Pack[]): Fault[] {
  const own = faultsOf(data, vocabulary);
  const read = packSchema.safeParse(data);
  if (!read.success) return own;
  const pack = read.data;
  const ids = new Set([pack.notice, ...pack.clauses, ...pack.rules].map(({ id }) => id));
  const others = known.filter(({ notice }) => notice.id !== pack.notice.id);
  const among = faultsAmong(withEnds([...others, pack])).filter(({ at }) => ids.has(at));
  const told = new Set(own.map(({ fault, at }) => `${fault} ${at}`));
  return [...own, ...among.filter(({ fault, at }) => !told.has(`${fault} ${at}`))];
}
