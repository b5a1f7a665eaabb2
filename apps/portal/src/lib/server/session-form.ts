import { sessionSchema } from '@anmin/domain/vaccination/session';
import type { Fields } from '#lib/server/form.ts';

/** A vaccination day as somebody typed it, and the controls at which something is wrong. */
export function readSession(form: Fields) {
  const typed = Object.fromEntries(form.names().map((name) => [name, form.text(name)]));
  const starts = form.text('starts').split(/\s+/).filter(Boolean);
  const { mode, on, place, provider, kind, product, batch } = typed;
  const read = sessionSchema.safeParse({ mode, on, starts, place, provider, kind, product, batch });
  const wrong = read.success ? [] : [...new Set(read.error.issues.map(({ path }) => String(path[0])))];
  return { typed, wrong, session: read.success ? read.data : null };
}
