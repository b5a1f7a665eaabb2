import { ledgerOf } from '@anmin/domain/evidence/ledgers';
import { fieldWord, turnWord } from '@anmin/words/evidence';
import { m } from '@anmin/words/m';
import { memberRoleWord } from '@anmin/words/people';
import { momentOf, plainDay } from '#lib/days.ts';
import { tellValue } from '#lib/evidence/fields.ts';
import type { PrintedForm } from '#lib/prints.ts';
import type { EvidenceEntry, Me } from '#lib/rows.ts';
import type { Api } from '#lib/server/api.ts';
import { evidenceDay, whereIs } from './day.ts';
import { askedFor } from './taking-out.ts';

const ledger = ledgerOf('temperature');
const turns = ledger.turns ?? [];

/** A day of a house: each person once, each reading with the time it was written; what is empty is filled in by hand. */
export async function printedTemperature(api: Api, me: Me, url: URL): Promise<PrintedForm> {
  const { unit, day, people, entries, from } = await evidenceDay(api, me, url, 'temperature');
  const of = (person: string) => entries.filter((it) => it.person === person);
  const told = (entry: EvidenceEntry, name: string) =>
    ledger.fields.filter((field) => field.name === name).map((field) => tellValue(field, entry.values[name], {}))[0] ??
    '';
  const all = (own: readonly EvidenceEntry[], name: string) =>
    [...new Set(own.map((entry) => told(entry, name)).filter((text) => text !== ''))].join(m.portal_list_comma());
  return {
    ...{ title: m.print_temperature({ unit: unit.name }), unit: unit.name },
    period: m.print_on({ day: plainDay(day) }),
    columns: [
      { head: m.sheet_place(), width: 4 },
      { head: m.evidence_room(), width: 8 },
      { head: m.evidence_name(), width: 8 },
      { head: m.people_role(), width: 8 },
      ...turns.map((turn) => ({
        head: m.print_reading({ turn: turnWord[turn as keyof typeof turnWord]() }),
        width: 12,
      })),
      { head: fieldWord.symptoms(), width: 12 },
      { head: fieldWord.handling(), width: 12 },
      { head: m.print_measured_by(), width: 8 },
      { head: fieldWord.note(), width: 10 },
    ],
    rows: people.map((it, n) => {
      const own = of(it.person);
      const reading = (turn: string) =>
        own.filter((entry) => entry.turn === turn).map((entry) => `${told(entry, 'temperature')}（${timeOf(entry)}）`);
      return [
        ...[String(n + 1), whereIs(it), it.name, memberRoleWord[it.role]()],
        ...turns.map((turn) => reading(turn)[0] ?? ''),
        ...[all(own, 'symptoms'), all(own, 'handling')],
        ...[[...new Set(own.map(({ by }) => by))].join(m.portal_list_comma()), all(own, 'note')],
      ];
    }),
    ...{ total: null, from, workbook: askedFor(me, 'temperature', { unit: unit.id, day }) },
  };
}

const timeOf = ({ at }: EvidenceEntry): string => momentOf(at).slice(-5);
