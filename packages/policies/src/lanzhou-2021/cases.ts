import { holidayCases } from './cases/holiday.ts';
import { preventionCases } from './cases/prevention.ts';

/** How each rule of the notice stands in situations of its own. */
export const cases = [...preventionCases, ...holidayCases];
