import type { Column } from '../sheets/column.ts';
import { sexes } from './id-number.ts';
import type { MemberField } from './member.ts';
import { memberGroups, memberRoles, standings } from './membership.ts';

export type MemberColumn = 'place' | MemberField | 'record';

/** The people of an institution in the order their list is kept in. */
export const memberColumns: readonly Column<MemberColumn>[] = [
  { key: 'place', holds: 'told', width: 6 },
  { key: 'name', holds: 'text', width: 12, needed: true },
  { key: 'role', holds: 'option', width: 12, options: memberRoles, needed: true },
  { key: 'sex', holds: 'option', width: 6, options: sexes },
  { key: 'bornOn', holds: 'day', width: 12 },
  { key: 'idNumber', holds: 'text', width: 22, needed: true },
  { key: 'phone', holds: 'text', width: 14 },
  { key: 'room', holds: 'text', width: 8 },
  { key: 'bed', holds: 'text', width: 8 },
  { key: 'post', holds: 'text', width: 14 },
  { key: 'standing', holds: 'option', width: 10, options: standings },
  { key: 'groups', holds: 'options', width: 20, options: memberGroups },
  { key: 'since', holds: 'day', width: 12, needed: true },
  { key: 'record', holds: 'row', width: 38 },
];
