import { z } from 'zod';

/** What a paper is known by whatever it is called: its words are corrected, what was found of it stays. */
export const paperId = z.string().regex(/^[a-z][A-Za-z0-9]{0,30}$/);

/** What notes call a paper: by its id; by its Chinese words where it has none. */
export const nameOfPaper = ({ id, zh }: { readonly id?: string | undefined; readonly zh: string }): string => id ?? zh;

/** What the desk found of one paper before the day. */
export const paperMarks = ['seen', 'missing'] as const;
export type PaperMark = (typeof paperMarks)[number];

/** How the papers of a booking stand: `open` while one of them was not looked at and none is known to be missing. */
export type PapersStanding = 'complete' | 'missing' | 'open';

/** One without a mark was not looked at. */
export function papersStanding(marks: readonly (PaperMark | null)[]): PapersStanding {
  if (marks.includes('missing')) return 'missing';
  return marks.includes(null) ? 'open' : 'complete';
}
