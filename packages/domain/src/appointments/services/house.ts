import type { ServiceDefinition } from '../service.ts';
import { careVisits } from './care.ts';
import { lotteryVisit } from './lottery.ts';
import { marriageServices } from './marriage.ts';

/** The services every bureau may offer; what a bureau opens beside them is a row of its own. */
export const houseServices: readonly ServiceDefinition[] = [...marriageServices, lotteryVisit, ...careVisits];
