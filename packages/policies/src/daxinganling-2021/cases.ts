import type { Case } from '@anmin/domain/measures/case';
import { communityCases } from './cases/community.ts';
import { institutionCases } from './cases/institutions.ts';
import { outletCases } from './cases/outlets.ts';
import { oversightCases } from './cases/oversight.ts';
import { reliefCases } from './cases/relief.ts';

/** What the rules say of single situations. Those of the counter are told where couples book. */
export const cases: readonly Case[] = [
  ...institutionCases,
  ...reliefCases,
  ...communityCases,
  ...outletCases,
  ...oversightCases,
];
