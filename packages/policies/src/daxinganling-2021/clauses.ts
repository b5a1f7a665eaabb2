import type { Clause } from '@anmin/domain/measures/notice';
import { communityClauses } from './clauses/community.ts';
import { institutionClauses } from './clauses/institution.ts';
import { outletClauses } from './clauses/outlet.ts';
import { oversightClauses } from './clauses/oversight.ts';
import { phaseClauses } from './clauses/phase.ts';

/** The plan in its own order: aims and phases, the seven key tasks, what is asked of those who carry them out. */
export const clauses: Clause[] = [
  ...phaseClauses,
  ...institutionClauses,
  ...communityClauses,
  ...outletClauses,
  ...oversightClauses,
];
