import type { PaperMark } from '@anmin/domain/appointments/papers';
import { m } from '@anmin/words/m';

export const paperWords: Readonly<Record<PaperMark, () => string>> = {
  seen: m.papers_seen,
  missing: m.papers_missing,
};
