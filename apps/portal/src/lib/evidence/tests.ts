import { optionWord } from '@anmin/words/evidence';

export const results = ['negative', 'positive', 'pending'] as const;
export type Result = (typeof results)[number];

/** A round of tests is the first reading of its day; a second of somebody is written in the ledger. */
export const turn = 'first';

/** What is the same of all tests of a round. */
export const shared = ['sampledAt', 'method', 'reportedOn', 'laboratory'] as const;

/** How a pasted list may say each result: in the words of the page, or by its code. */
export const resultWords = (): Record<Result, string[]> => ({
  negative: [optionWord.negative(), 'negative'],
  positive: [optionWord.positive(), 'positive'],
  pending: [optionWord.pending(), 'pending'],
});
