import { riskLevels } from '@anmin/domain/measures/notice';
import type { Vocabulary } from '@anmin/domain/measures/words';
import { checkWord, factKindWord, gateRefusalWord, riskWord, standingWord } from '@anmin/words/duty';
import { getLocale } from '@anmin/words/locale';
import { m } from '@anmin/words/m';
import { plainDay } from '#lib/days.ts';
import type { Duty, FactTold, Verdict } from '#lib/rows.ts';

export type Cited = Duty['basis'][number];
type Standing = Duty['standing'];

export const standingColours: Readonly<Record<Standing['standing'], string>> = {
  breached: 'red',
  due: 'amber',
  met: 'green',
  notSet: 'grey',
  notRecorded: 'grey',
};

/** How a duty stands, with its term: due by when, breached since when, and of what is not recorded when its term ends. */
export function tellStanding({ standing, due, since }: Standing): string {
  const word = standingWord[standing]();
  if (since !== null) return m.standing_since({ standing: word, moment: tellMoment(since) });
  if (due === null) return word;
  return standing === 'notRecorded'
    ? m.standing_next({ standing: word, day: tellMoment(due) })
    : m.standing_due_by({ standing: word, day: tellMoment(due) });
}

/** A moment of the office's wall; the end of a day is the day. */
export function tellMoment(moment: string): string {
  const [day = '', time = ''] = moment.split('T');
  return time === '24:00' || time === '' ? plainDay(day) : `${plainDay(day)} ${time.slice(0, 5)}`;
}

/** The clauses in a line, as a list shows and exports them. */
export const tellBasis = (basis: readonly Cited[]): string =>
  basis.map(({ notice, place }) => `${notice.title} ${place}`).join(m.portal_list_comma());

/** A word of a notice in the reader's language. */
export const wordIn = (words: Vocabulary, code: string): string =>
  words[code]?.[getLocale() === 'en' ? 'en' : 'zh'] ?? code;

/** Why a layer of the gate says so: whom it bars, what was found, what is lacking; empty where it lets pass. */
export function tellLayer({ verdict, because }: Layer, words: Vocabulary): string {
  const told = because.map((code) => gateWords[code]?.() ?? wordIn(words, code)).join(m.portal_list_comma());
  if (verdict === 'incomplete') return m.gate_lacking({ what: told });
  return verdict === 'refused' ? told : '';
}

type Layer = Pick<Verdict['layers'][number], 'verdict' | 'because'>;

const gateWords: Readonly<Record<string, (() => string) | undefined>> = { ...checkWord, ...gateRefusalWord };

/** A fact with where and since when it holds and the reference it was recorded under. */
export function tellFact({ kind, value, regionName, from, reference }: FactTold): string {
  const level = riskLevels.find((it) => it === value);
  return m.duties_fact({
    what: level === undefined ? factKindWord[kind]() : riskWord[level](),
    region: regionName,
    day: plainDay(from),
    reference: reference ?? m.duties_fact_unnumbered(),
  });
}
