import { channels } from '@anmin/domain/appointments/settings';
import { bookingStates, refusalGrounds } from '@anmin/domain/appointments/states';
import { houseServices } from '@anmin/domain/appointments/services/house';
import { abilities, roles } from '@anmin/domain/organisation/roles';
import { unitKinds } from '@anmin/domain/organisation/units';
import kept from './dictionary-versions.json' with { type: 'json' };
import * as m from '#m';
import { abilityWord, kindWord } from './organisation.ts';
import { channelWord, groundWord, namedText, roleWord, stateWord, type Word } from './vocabulary.ts';

export const dictionaryNames = [
  'roles',
  'abilities',
  'unitKinds',
  'services',
  'channels',
  'states',
  'grounds',
] as const;
export type DictionaryName = (typeof dictionaryNames)[number];

/** A list of codes with a word for each, as the office uses it now. */
type Dictionary = { readonly title: Word; readonly words: Readonly<Record<string, Word>> };

/** Words that are data, in the shape of those of the catalogue. */
const servicesOfTheHouse: Readonly<Record<string, Word>> = Object.fromEntries(
  houseServices.map(({ id, name }) => [id, (_, { locale } = {}) => namedText(name, locale)] satisfies [string, Word]),
);

export const dictionaries: Readonly<Record<DictionaryName, Dictionary>> = {
  roles: { title: m.staff_role, words: wordsOf(roles, roleWord) },
  abilities: { title: m.dictionary_abilities, words: wordsOf(abilities, abilityWord) },
  unitKinds: { title: m.unit_kind, words: wordsOf(unitKinds, kindWord) },
  services: { title: m.portal_col_service, words: servicesOfTheHouse },
  channels: { title: m.portal_col_channel, words: wordsOf(channels, channelWord) },
  states: { title: m.dictionary_states, words: wordsOf(bookingStates, stateWord) },
  grounds: { title: m.dictionary_grounds, words: wordsOf(refusalGrounds, groundWord) },
};

function wordsOf<Code extends string>(codes: readonly Code[], words: Readonly<Record<Code, Word>>) {
  return Object.fromEntries(codes.map((code) => [code, words[code]] as const));
}

/** What a dictionary said from a day on, the first version first. A code that is gone keeps its words for old records. */
export type Version = {
  readonly from: string;
  readonly entries: Readonly<Record<string, { readonly zh: string; readonly en: string }>>;
};

export const versions: Readonly<Record<DictionaryName, readonly Version[]>> = kept;

/** A dictionary as it is, in the form of a version. */
export const entriesNow = (name: DictionaryName): Version['entries'] =>
  Object.fromEntries(
    Object.entries(dictionaries[name].words).map(([code, word]) => [
      code,
      { zh: word({}, { locale: 'zh-CN' }), en: word({}, { locale: 'en' }) },
    ]),
  );

export type Entry = {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
  /** The version that brought it, counted from 1, and its first day. */
  readonly version: number;
  readonly from: string;
  /** The first day on which it was no longer given; null: it is still. */
  readonly until: string | null;
};

/** Every entry a dictionary has or had. */
export function entriesEver(all: readonly Version[]): Entry[] {
  const codes = [...new Set(all.flatMap(({ entries }) => Object.keys(entries)))];
  return codes.map((code) => {
    const first = all.findIndex(({ entries }) => code in entries);
    const last = all.findLastIndex(({ entries }) => code in entries);
    const { zh = code, en = code } = all[last]?.entries[code] ?? {};
    return { code, zh, en, version: first + 1, from: all[first]?.from ?? '', until: all[last + 1]?.from ?? null };
  });
}
