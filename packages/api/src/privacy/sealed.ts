import type { SQL } from 'drizzle-orm';
import { sql } from 'drizzle-orm';
import { indexUnder } from './seal.ts';
import type { Keys } from './keys.ts';

/** A blind index beside a sealed column, made of what that holds. */
export type Indexed = {
  readonly from: string;
  readonly under: (keys: Keys, id: string, plain: string, row: Readonly<Record<string, unknown>>) => Buffer;
};

export type SealedTable = {
  readonly table: string;
  /** the columns of its key and their types; joined by a dot they are the row in a `Spot` */
  readonly id: Readonly<Record<string, 'uuid' | 'int' | 'text'>>;
  /** sealed column → the field in its `Spot` */
  readonly sealed: Readonly<Record<string, `${string}.${string}`>>;
  readonly indexed: Readonly<Record<string, Indexed>>;
  /** How many rows are sealed anew at once, where a value is large. */
  readonly atOnce?: number;
};

const uuid = { id: 'uuid' } as const;

/** Everything that is kept sealed; drafts are not here, they are gone after a day. */
export const sealedTables: readonly SealedTable[] = [
  {
    table: 'booking',
    id: uuid,
    sealed: { phone_sealed: 'booking.phone', note_sealed: 'booking.note' },
    indexed: { phone_index: { from: 'phone_sealed', under: of('booking.phone') } },
  },
  {
    table: 'party',
    id: { booking: 'uuid', position: 'int' },
    sealed: { name_sealed: 'party.name', id_sealed: 'party.id', screening_sealed: 'party.screening' },
    indexed: {
      id_index: { from: 'id_sealed', under: of('party.id') },
      id_tail_index: {
        from: 'id_sealed',
        under: (keys, id, plain) => indexUnder(keys, id, 'party.idTail', plain.slice(-4)),
      },
    },
  },
  {
    table: 'care_visit',
    id: { booking: 'uuid' },
    sealed: { resident_sealed: 'care_visit.resident' },
    indexed: {},
  },
  {
    table: 'person',
    id: uuid,
    sealed: { id_sealed: 'person.id' },
    indexed: {
      id_index: { from: 'id_sealed', under: of('person.id') },
      id_tail_index: {
        from: 'id_sealed',
        under: (keys, id, plain) => indexUnder(keys, id, 'person.idTail', plain.slice(-4)),
      },
    },
  },
  {
    table: 'person_card',
    id: { id: 'uuid', unit: 'text' },
    sealed: { name_sealed: 'person_card.name', phone_sealed: 'person_card.phone' },
    indexed: {
      name_index: { from: 'name_sealed', under: ofUnit('person_card.name') },
      phone_index: { from: 'phone_sealed', under: ofUnit('person_card.phone') },
    },
  },
  {
    table: 'gate_person',
    id: { passage: 'uuid', unit: 'text' },
    sealed: {
      ...{ name_sealed: 'gate_person.name', phone_sealed: 'gate_person.phone' },
      ...{ id_sealed: 'gate_person.id', purpose_sealed: 'gate_person.purpose' },
    },
    indexed: {
      phone_index: { from: 'phone_sealed', under: ofUnit('gate_person.phone') },
      id_index: { from: 'id_sealed', under: ofUnit('gate_person.id') },
    },
  },
  { table: 'member_transfer', id: uuid, sealed: { name_sealed: 'member_transfer.name' }, indexed: {} },
  { table: 'entry', id: { id: 'uuid', version: 'int' }, sealed: { texts_sealed: 'entry.texts' }, indexed: {} },
  {
    table: 'entry_history',
    id: { entry: 'uuid', version: 'int' },
    sealed: { texts_sealed: 'entry.texts' },
    indexed: {},
  },
  { table: 'entry_file', id: uuid, sealed: { bytes_sealed: 'entry_file.bytes' }, indexed: {}, atOnce: 4 },
  {
    table: 'message',
    id: uuid,
    sealed: {
      to_sealed: 'message.to',
      facts_sealed: 'message.facts',
      call_note_sealed: 'message.callNote',
    },
    indexed: {},
  },
  { table: 'report', id: uuid, sealed: { text_sealed: 'report.text' }, indexed: {} },
  { table: 'feedback', id: uuid, sealed: { text_sealed: 'feedback.text' }, indexed: {} },
  {
    table: 'privacy_request',
    id: uuid,
    sealed: {
      phone_sealed: 'privacy_request.phone',
      id_sealed: 'privacy_request.id',
      text_sealed: 'privacy_request.text',
      answer_sealed: 'privacy_request.answer',
    },
    indexed: { phone_index: { from: 'phone_sealed', under: of('booking.phone') } },
  },
  {
    table: 'vaccination_hindrance',
    id: uuid,
    sealed: { evidence_sealed: 'vaccination_hindrance.evidence', note_sealed: 'vaccination_hindrance.note' },
    indexed: {},
  },
  { table: 'vaccination_assessment', id: uuid, sealed: { medic_sealed: 'vaccination_assessment.medic' }, indexed: {} },
  { table: 'vaccination_contact', id: uuid, sealed: { note_sealed: 'vaccination_contact.note' }, indexed: {} },
  { table: 'sheet', id: uuid, sealed: { heads_sealed: 'sheet.heads' }, indexed: {} },
  {
    table: 'sheet_line',
    id: { sheet: 'uuid', number: 'int' },
    sealed: { cells_sealed: 'sheet_line.cells', before_sealed: 'sheet_line.before' },
    indexed: {},
  },
  { table: 'vaccination_follow_up', id: uuid, sealed: { note_sealed: 'vaccination_follow_up.note' }, indexed: {} },
  {
    table: 'vaccination_reaction',
    id: uuid,
    sealed: { told_sealed: 'vaccination_reaction.told', treatment_sealed: 'vaccination_reaction.treatment' },
    indexed: {},
  },
  { table: 'ballot', id: uuid, sealed: { secret_sealed: 'ballot.secret' }, indexed: {} },
  { table: 'webhook', id: uuid, sealed: { secret_sealed: 'webhook.secret' }, indexed: {} },
  { table: 'second_factor', id: { holder: 'text' }, sealed: { secret: 'second_factor.secret' }, indexed: {} },
];

/** Which key a sealed value names: its first byte says how long the name is. */
export function sealKeyOf(column: SQL): SQL {
  return sql`convert_from(substring(${column} from 2 for get_byte(${column}, 0)), 'UTF8')`;
}

/** Nowhere else does the same value look the same. */
function ofUnit(field: string): Indexed['under'] {
  return (keys, id, plain, { unit }) => indexUnder(keys, id, field, `${String(unit)}\0${plain}`);
}

function of(field: string): Indexed['under'] {
  return (keys, id, plain) => indexUnder(keys, id, field, plain);
}
