import { m } from '@anmin/words/m';

export type Citation = {
  readonly clause: string;
  readonly place: string;
  readonly notice: string;
  readonly number: string | null;
  readonly from: string;
  /** First day out; null: until replaced. */
  readonly until: string | null;
  readonly summary: string;
  readonly standing: boolean;
};

export function cite({ notice, place }: Pick<Citation, 'notice' | 'place'>): string {
  return m.portal_cite({ notice, place });
}

/** Clause ids as people read them, where the page knows their notice. */
export function citeAll(clauses: readonly string[], known: readonly Citation[] = []): string {
  const named = clauses.map((id) => {
    const found = known.find(({ clause }) => clause === id);
    return found ? cite(found) : id;
  });
  return [...new Set(named)].join(m.portal_list_comma());
}
