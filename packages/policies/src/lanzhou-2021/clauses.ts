import { holidayClauses } from './clauses/holiday.ts';
import { preventionClauses } from './clauses/prevention.ts';

export const clauses = [...preventionClauses, ...holidayClauses];
