import { roles } from '@anmin/domain/organisation/roles';
import { m } from '@anmin/words/m';
import { roleWord } from '@anmin/words/vocabulary';
import type { UnitRow } from '#lib/rows.ts';
import { spanErrors, type SpanErrorCode } from '#lib/span.ts';
import { nameOf } from '#lib/units.ts';

export type PostErrorCode = 'name' | 'username' | 'unit' | 'role' | 'notHere' | SpanErrorCode;

type Typed = { readonly unit: string; readonly role: string };

/** What must be mended before somebody gets a post, in words, with the control it belongs to. */
export function postError(code: PostErrorCode, typed: Typed | undefined, units: readonly UnitRow[]) {
  if (isOfSpan(code)) return { field: spanErrors[code].field, text: spanErrors[code].text() };
  if (code !== 'notHere') return { field: code, text: sentences[code]() };
  const role = roles.find((name) => name === typed?.role);
  const words = { unit: nameOf(units, typed?.unit ?? null), role: role === undefined ? '' : roleWord[role]() };
  return { field: 'role', text: m.staff_role_not_here(words) };
}

function isOfSpan(code: PostErrorCode): code is SpanErrorCode {
  return Object.hasOwn(spanErrors, code);
}

const sentences: Readonly<Record<Exclude<PostErrorCode, 'notHere' | SpanErrorCode>, () => string>> = {
  name: m.staff_name_empty,
  username: m.staff_username_wrong,
  unit: m.staff_unit_empty,
  role: m.staff_role_empty,
};
