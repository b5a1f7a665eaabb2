import { m } from '@anmin/words/m';

/** What is done to somebody's account or post with a reason and a page that says what it means. */
export const staffActs = ['relieve', 'disable', 'enable', 'code'] as const;
export type StaffAct = (typeof staffActs)[number];

export function isStaffAct(text: string): text is StaffAct {
  return staffActs.some((act) => act === text);
}

type Person = { readonly name: string; readonly unit: string; readonly role: string };
type Words = {
  readonly title: () => string;
  readonly text: (person: Person) => string;
  readonly press: () => string;
  /** Whether it takes something away. */
  readonly hard: boolean;
};

export const staffActWords: Readonly<Record<StaffAct, Words>> = {
  relieve: { title: m.staff_relieve, text: m.staff_relieve_text, press: m.staff_relieve_do, hard: true },
  disable: { title: m.staff_disable, text: m.staff_disable_text, press: m.staff_disable_do, hard: true },
  enable: { title: m.staff_enable, text: m.staff_enable_text, press: m.staff_enable_do, hard: false },
  code: { title: m.staff_code, text: m.staff_code_text, press: m.staff_code_do, hard: false },
};

export const staffDoneWords: Readonly<Record<string, () => string>> = {
  appoint: m.staff_done_appoint,
  relieve: m.staff_done_relieve,
  disable: m.staff_done_disable,
  enable: m.staff_done_enable,
};
