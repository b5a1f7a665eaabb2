import type { MemberColumn } from '@anmin/domain/people/member-sheet';
import type { FileFault, LineProblem, Verdict } from '@anmin/domain/sheets/column';
import type { ExportedList, SheetLedger } from '@anmin/domain/sheets/ledgers';
import { doseFaults } from '@anmin/domain/vaccination/dose';
import { sheetDoses, type SheetDose, type VaccinationColumn } from '@anmin/domain/vaccination/ledger-sheet';
import * as m from './paraglide/messages.js';
import { locales, type Locale } from './paraglide/runtime.js';
import { memberGroupWord, memberProblemWord, memberRoleWord, sexWord, standingWord } from './people.ts';
import { doseFaultWord, hindranceWord, vaccinationStateWord, vaccineKindWord } from './vaccination.ts';
import type { Word } from './vocabulary.ts';

export const exportedListWord = {
  bookings: m.sheet_list_bookings,
  people: m.sheet_list_people,
  vaccination: m.sheet_list_vaccination,
  outstanding: m.sheet_list_outstanding,
  temperature: m.sheet_list_temperature,
  tests: m.sheet_list_tests,
} satisfies Record<ExportedList, Word>;

export const verdictWord = {
  new: m.sheet_verdict_new,
  changed: m.sheet_verdict_changed,
  same: m.sheet_verdict_same,
  wrong: m.sheet_verdict_wrong,
  double: m.sheet_verdict_double,
} satisfies Record<Verdict, Word>;

export const lineProblemWord = {
  formula: m.sheet_cell_formula,
  rounded: m.sheet_cell_rounded,
  error: m.sheet_cell_error,
  date: m.sheet_cell_date,
  option: m.sheet_cell_option,
  masked: m.sheet_cell_masked,
  twice: m.sheet_cell_twice,
  unknown: m.sheet_cell_unknown,
  newDay: m.sheet_cell_newDay,
  disagrees: m.sheet_cell_disagrees,
} satisfies Record<LineProblem, Word>;

/** But for missing columns, which are named. */
export const fileFaultWord = {
  empty: m.sheet_file_empty,
  big: m.sheet_file_big,
  kind: m.sheet_file_kind,
  old: m.sheet_file_old,
  encrypted: m.sheet_file_encrypted,
  macro: m.sheet_file_macro,
  damaged: m.sheet_file_damaged,
  unpacked: m.sheet_file_unpacked,
  entries: m.sheet_file_entries,
  rows: m.sheet_file_rows,
  columns: m.sheet_file_columns,
  encoding: m.sheet_file_encoding,
  slow: m.sheet_file_slow,
} satisfies Record<Exclude<FileFault, 'head'>, Word>;

export const memberColumnWord = {
  place: m.sheet_place,
  name: m.people_name,
  role: m.people_role,
  sex: m.people_sex,
  bornOn: m.people_born,
  idNumber: m.people_id,
  phone: m.people_phone,
  room: m.people_room,
  bed: m.people_bed,
  post: m.people_post,
  standing: m.people_standing,
  groups: m.people_groups,
  since: m.people_since,
  record: m.sheet_record,
} satisfies Record<MemberColumn, Word>;

export const doseWord = {
  1: m.sheet_dose_1,
  2: m.sheet_dose_2,
  3: m.sheet_dose_3,
  4: m.sheet_dose_4,
} satisfies Record<SheetDose, Word>;

const doseColumnWords = {
  On: m.sheet_dose_on,
  Kind: m.sheet_dose_kind,
  Place: m.sheet_dose_place,
  Product: m.sheet_dose_product,
  Batch: m.sheet_dose_batch,
} as const;

const doseColumns = Object.fromEntries(
  sheetDoses.flatMap((number) =>
    Object.entries(doseColumnWords).map(([field, word]): [string, Word] => [
      `dose${number}${field}`,
      (_, options) => word({ dose: doseWord[number]({}, options) }, options),
    ]),
  ),
) as Record<Extract<VaccinationColumn, `dose${number}${string}`>, Word>;

export const vaccinationColumnWord = {
  place: m.sheet_place,
  unit: m.sheet_unit,
  role: m.people_role,
  name: m.people_name,
  sex: m.people_sex,
  age: m.people_age,
  idNumber: m.people_id,
  phone: m.people_phone,
  where: m.sheet_where,
  ...doseColumns,
  state: m.vaccination_reached,
  next: m.sheet_next_on,
  hindrance: m.vaccination_reason,
  worker: m.vaccination_worker,
  contactOn: m.sheet_contact_on,
  contactNext: m.sheet_contact_next,
  record: m.sheet_record,
} satisfies Record<VaccinationColumn, Word>;

export const memberOptionWords = {
  role: memberRoleWord,
  sex: sexWord,
  standing: standingWord,
  groups: memberGroupWord,
};

export const vaccinationOptionWords = {
  ...{ role: memberRoleWord, sex: sexWord, state: vaccinationStateWord, hindrance: hindranceWord },
  ...Object.fromEntries(sheetDoses.map((number) => [`dose${number}Kind`, vaccineKindWord])),
};

type Words = Readonly<Record<string, Word | undefined>>;

export const columnWords: Readonly<Record<SheetLedger, Words>> = {
  people: memberColumnWord,
  vaccination: vaccinationColumnWord,
};

/** `column.problem`: what a ledger says of it, beside what is said of any line. */
export const ledgerProblemWord: Readonly<Record<SheetLedger, Words>> = {
  people: { ...memberProblemWord, 'name.double': m.sheet_double_why },
  vaccination: {
    'idNumber.otherName': memberProblemWord['idNumber.otherName'],
    'idNumber.nobody': m.sheet_person_unknown,
    'name.nobody': m.sheet_person_unknown,
    'name.many': m.sheet_person_many,
    ...Object.fromEntries(
      sheetDoses.flatMap((number): [string, Word][] => [
        [`dose${number}On.empty`, m.sheet_dose_day_empty],
        [`dose${number}Kind.empty`, m.sheet_dose_kind_empty],
        ...doseFaults.map((fault): [string, Word] => [`dose${number}On.${fault}`, doseFaultWord[fault]]),
        ...(['Place', 'Product', 'Batch'] as const).map((it): [string, Word] => [
          `dose${number}${it}.long`,
          m.sheet_text_long,
        ]),
      ]),
    ),
  },
};

/** What a sheet may call columns and options: as any of our languages does. */
export function sheetWords(
  heads: Words,
  options: Readonly<Record<string, Words>>,
): { heads: Record<string, string[]>; options: Record<string, Record<string, string>> } {
  const named = (word: Word | undefined) => locales.flatMap((locale: Locale) => word?.({}, { locale }) ?? []);
  return {
    heads: mapped(heads, named),
    options: mapped(options, (codes) =>
      Object.fromEntries(Object.entries(codes).flatMap(([code, word]) => named(word).map((it) => [it, code]))),
    ),
  };
}

function mapped<In, Out>(record: Readonly<Record<string, In>>, change: (value: In) => Out): Record<string, Out> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
