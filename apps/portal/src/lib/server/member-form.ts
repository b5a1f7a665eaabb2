import { memberFields, type TypedMember } from '@anmin/domain/people/member';
import type { Fields } from '#lib/server/form.ts';

/** What was typed of somebody; the groups are boxes. */
export function readMemberForm(form: Fields): TypedMember {
  const typed = memberFields.map((field) => [field, form.text(field)] as const);
  return { ...(Object.fromEntries(typed) as TypedMember), groups: form.all('groups').join(' ') };
}
