import { ledgerOf } from '@anmin/domain/evidence/ledgers';
import { fieldWord } from '@anmin/words/evidence';
import { m } from '@anmin/words/m';
import { memberRoleWord } from '@anmin/words/people';
import { plainDay } from '#lib/days.ts';
import { tellValue } from '#lib/evidence/fields.ts';
import { turn } from '#lib/evidence/tests.ts';
import type { PrintedForm } from '#lib/prints.ts';
import type { Me } from '#lib/rows.ts';
import type { Api } from '#lib/server/api.ts';
import { ask } from '#lib/server/ask.ts';
import { evidenceDay, whereIs } from './day.ts';
import { askedFor } from './taking-out.ts';

const shown = ['sampledAt', 'method', 'laboratory', 'result', 'reportedOn'] as const;
const widths = { sampledAt: 8, method: 8, laboratory: 14, result: 8, reportedOn: 12 } as const;

/** A round of tests: everybody of the house once, who owes one marked, with room for why it was missed. */
export async function printedTests(api: Api, me: Me, url: URL): Promise<PrintedForm> {
  const { unit, day, today, people, entries, from } = await evidenceDay(api, me, url, 'test');
  const { duties } = await ask(api.evidence.missing.query({ unit: unit.id }));
  const owing = new Set(
    day === today
      ? (duties ?? []).filter(({ ledger }) => ledger === 'test').flatMap(({ standing }) => standing.missing)
      : [],
  );
  const { fields } = ledgerOf('test');
  return {
    ...{ title: m.print_tests({ unit: unit.name }), unit: unit.name },
    period: m.print_on({ day: plainDay(day) }),
    columns: [
      { head: m.sheet_place(), width: 4 },
      { head: m.evidence_room(), width: 8 },
      { head: m.evidence_name(), width: 8 },
      { head: m.people_role(), width: 8 },
      { head: m.print_sampled_on(), width: 12 },
      ...shown.map((name) => ({ head: fieldWord[name](), width: widths[name] })),
      { head: m.print_why_missed(), width: 14 },
    ],
    rows: people.map((it, n) => {
      const entry = entries.find(({ person, turn: own }) => person === it.person && own === turn);
      const told = shown.map((name) => {
        const field = fields.find((one) => one.name === name);
        return field === undefined ? '' : tellValue(field, entry?.values[name], {});
      });
      const due = owing.has(it.person) ? plainDay(day) : '';
      return [String(n + 1), whereIs(it), it.name, memberRoleWord[it.role](), due, ...told, ''];
    }),
    ...{ total: null, from, workbook: askedFor(me, 'tests', { unit: unit.id, day }) },
  };
}
