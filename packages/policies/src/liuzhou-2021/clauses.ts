import type { Clause } from '@anmin/domain/measures/notice';
import { care } from './clauses/care.ts';
import { conduct } from './clauses/conduct.ts';

/** The speech, by part, point and sentence. Part one is background and orders nothing. */
export const clauses: Clause[] = [...conduct, ...care];
