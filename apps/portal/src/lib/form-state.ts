import type { Reason, Refusal } from '@anmin/domain/refusal';
import { m } from '@anmin/words/m';
import { sentenceOf } from '#lib/refusals.ts';

export type Mending = { readonly field: string; readonly text: string };

/**
 * What a form shows of the answer to it: what to mend, each with its control, else what was refused as a whole.
 * `controls`: the ids at which this form can show what the office refused.
 */
export function formState(
  form: { readonly refusal?: Refusal | null | undefined } | null | undefined,
  mending: readonly Mending[],
  controls: readonly string[],
) {
  const errors = [...mending, ...fieldsOf(form?.refusal, controls)];
  const refusal = errors.length > 0 ? undefined : form?.refusal;
  return {
    errors,
    refusal,
    failed: errors.length > 0 || refusal !== undefined,
    errorOf: (name: string) => errors.find(({ field }) => field === name)?.text,
  };
}

function fieldsOf(refusal: Refusal | null | undefined, controls: readonly string[]): Mending[] {
  if (!refusal) return [];
  const named = refusal.facts['fields'];
  const found = [
    ...(concerned[refusal.refused] ?? []).map((field) => ({ field, text: sentenceAt(field, refusal) })),
    ...(Array.isArray(named) ? named : []).flatMap((name) => wrongFields[String(name)] ?? []).map(spoken),
  ];
  return found.filter(({ field }) => controls.includes(field)).slice(0, 1);
}

/** The control a refusal is about, in whatever form it is met. */
const concerned: Partial<Record<Reason, readonly string[]>> = {
  nameTaken: ['username'],
  passphraseWeak: ['passphrase'],
  codeWrong: ['code'],
  codeExpired: ['code'],
  dutiesApart: ['role', 'taker'],
  notAllowed: ['role', 'abilities'],
  wrongDay: ['from'],
};

function sentenceAt(field: string, refusal: Refusal): string {
  if (refusal.refused === 'wrongDay') return m.form_day_wrong();
  if (refusal.refused === 'notAllowed') return field === 'role' ? m.staff_role_not_given() : m.delegation_not_own();
  if (refusal.refused === 'codeWrong') return m.invitation_code_wrong();
  if (refusal.refused === 'codeExpired') return m.invitation_code_expired();
  return sentenceOf(refusal);
}

type Wrong = { readonly field: string; readonly text: () => string };

const wrongFields: Readonly<Record<string, Wrong>> = {
  'role:unit': { field: 'role', text: m.staff_role_elsewhere },
  'region:unknown': { field: 'region', text: m.unit_region_unknown },
  'parent:kind': { field: 'kind', text: m.unit_place_wrong },
  'region:outside': { field: 'region', text: m.fact_region_outside },
  'region:fact': { field: 'region', text: m.fact_region_rule },
  'value:fact': { field: 'value', text: m.fact_value_empty },
  'rule:fact': { field: 'rule', text: m.fact_value_empty },
  'until:fact': { field: 'until', text: m.fact_until_wrong },
  'scopes:counter': { field: 'scopes', text: m.closing_unit_counter },
  'into:kind': { field: 'other', text: m.unit_other_kind },
};

function spoken({ field, text }: Wrong): Mending {
  return { field, text: text() };
}
